import { runVocabulary } from '@/lib/tracking/run-vocabulary';
import type { LoggedKeys } from '@/lib/tracking/schema';
import { type CursorContext, readCursor } from './read-cursor';

export interface Completion {
  /** What is shown. */
  label: string;
  /** What is put in place of what was typed, and how much of the text before the cursor that is. */
  insert: string;
  from: number;
  /** What kind of thing it is, in a word. */
  kind: string;
  /** Another completion is due at once. */
  more: boolean;
}

export interface Offer {
  items: Completion[];
  /** Values that must be asked for: of what, by which beginning. */
  values: { of: string; typed: string; from: number } | undefined;
}

const most = 50;
const attributes = ['status', 'run_name', 'start_time', 'end_time', 'duration', 'user_id', 'run_id', 'artifact_uri'];
const statuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const datasetKeys = ['name', 'digest', 'context'];
const entities = ['metrics', 'params', 'tags', 'attributes', 'dataset'];
const kindWords = { metrics: 'metric', params: 'parameter', tags: 'tag' } as const;

/** A key as the filter must write it. */
export function writtenKey(key: string): string {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_$]*(\.[\p{L}\p{N}_][\p{L}\p{N}_$]*)*$/u.test(key)) return key;
  return key.includes('`') ? `"${key.replaceAll('"', '""')}"` : `\`${key}\``;
}

/** A text as the filter must write it. */
export function writtenValue(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What may come at the text cursor, by the language and by the keys that are there. */
export function completeFilter(before: string, keys: LoggedKeys): Offer {
  const context = readCursor(before);
  if (!context) return { items: [], values: undefined };
  const values = valuesWanted(context);
  return { items: ranked(candidates(context, keys), context.typed).slice(0, most), values };
}

/** Values that were answered, as what may be taken. */
export function valueCompletions(values: string[], from: number): Completion[] {
  return values.map((value) => ({ label: value, insert: `${writtenValue(value)} `, from, kind: 'value', more: true }));
}

function candidates({ expected, entity, key, from, quote }: CursorContext, keys: LoggedKeys): Completion[] {
  const item = (label: string, insert: string, kind: string, more = true): Completion => ({ label, insert, from, kind, more });
  const word = (label: string, kind = 'keyword') => item(label, `${label} `, kind);
  if (expected === 'name' && quote === '') {
    return [
      ...entities.map((name) => item(`${name}.`, `${name}.`, 'entity')),
      ...attributes.map((name) => item(name, `${name} `, 'attribute')),
      ...(['metrics', 'params', 'tags'] as const).flatMap((kind) =>
        keys[kind].map((one) => item(`${kind}.${one}`, `${kind}.${writtenKey(one)} `, kindWords[kind])),
      ),
    ];
  }
  if (expected === 'key') return keysOf(entity, keys).map(([name, kind]) => item(name, `${writtenKey(name)} `, kind));
  if (expected === 'operator') return operators(entity, key).map((sign) => word(sign, 'operator'));
  if (expected === 'in') return [word('IN')];
  if (expected === 'null') return [word('NULL'), word('NOT NULL')];
  if (expected === 'and') return [word('AND')];
  if (expected === 'value' || expected === 'list') {
    if (meant(entity, key) === 'status') return valueCompletions(statuses, from);
  }
  return [];
}

function keysOf(entity: string | undefined, keys: LoggedKeys): [string, string][] {
  const kind = entity === undefined ? undefined : own(runVocabulary.entities, entity);
  if (kind === 'metric') return keys.metrics.map((key) => [key, 'metric']);
  if (kind === 'parameter') return keys.params.map((key) => [key, 'parameter']);
  if (kind === 'tag') return keys.tags.map((key) => [key, 'tag']);
  if (kind === 'dataset') return datasetKeys.map((key) => [key, 'dataset']);
  return kind === 'attribute' ? attributes.map((key) => [key, 'attribute']) : [];
}

/** The attribute that a name means; empty for what is none. */
function meant(entity: string | undefined, key: string): string {
  return entity === undefined || own(runVocabulary.entities, entity) === 'attribute' ? key : '';
}

function operators(entity: string | undefined, key: string): string[] {
  const kind = entity === undefined ? 'attribute' : own(runVocabulary.entities, entity);
  if (kind === 'metric' || own(runVocabulary.numbers, meant(entity, key))) return ['<', '<=', '>', '>=', '=', '!='];
  const texts = ['=', '!=', 'LIKE', 'ILIKE'];
  if (kind === 'parameter' || kind === 'tag') return [...texts, 'IS NULL', 'IS NOT NULL'];
  return [...texts, 'IN (', 'NOT IN ('];
}

function valuesWanted({ expected, entity, key, typed, from }: CursorContext): Offer['values'] {
  if (expected !== 'value' && expected !== 'list') return undefined;
  const kind = entity === undefined ? 'attribute' : own(runVocabulary.entities, entity);
  if (kind === 'parameter' || kind === 'tag') return { of: `${kind === 'tag' ? 'tags' : 'params'}.${key}`, typed, from };
  if (kind === 'dataset' && datasetKeys.includes(key)) return { of: `dataset.${key}`, typed, from };
  const attribute = kind === 'attribute' ? own(runVocabulary.texts, key) : undefined;
  return attribute === 'run_name' || attribute === 'user_id' ? { of: `attributes.${attribute}`, typed, from } : undefined;
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Those that hold what was typed: the ones that begin with it first, then those with a part between dots that does. */
function ranked(items: Completion[], typed: string): Completion[] {
  const wanted = typed.toLowerCase();
  const rank = ({ label }: Completion) => {
    const text = label.toLowerCase();
    if (text === wanted) return 3;
    if (text.startsWith(wanted)) return 0;
    if (text.split('.').some((part) => part.startsWith(wanted))) return 1;
    return text.includes(wanted) ? 2 : 9;
  };
  return items
    .map((item) => ({ item, at: rank(item) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
