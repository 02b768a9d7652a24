import { AlmanacError } from '@/lib/errors';
import { badFilter, badOrder, placeOf } from './error';
import { parseFilter, parseOrder } from './parser';
import type { Comparison, Identifier, Literal, Operator } from './syntax';

export type EntityKind = 'metric' | 'parameter' | 'tag' | 'attribute' | 'dataset';

/** What may be searched for among things of one kind. */
export interface Vocabulary {
  /** What is written before the dot, and what it means. Without a dot an attribute is meant. */
  entities: Record<string, EntityKind>;
  /** What is said to who wrote another entity. */
  entityHelp: string;
  /** Attributes that are texts, and those that are whole numbers, by each name that they have; and what they are here. */
  texts: Record<string, string>;
  numbers: Record<string, string>;
  /** Attributes that are compared with a list. */
  lists: string[];
  /** Whether tags and parameters may be asked for being there at all. */
  presence: EntityKind[];
  /** Whether numbers are compared with whole ones only. */
  wholeNumbers?: boolean;
  /** Attributes that can be sorted by: of both kinds where it is left out. */
  sortable?: string[];
}

export type Condition = { key: string } & (
  | { kind: 'metric'; operator: Operator; value: number }
  | { kind: 'parameter' | 'tag' | 'dataset' | 'text'; operator: Operator; value: string | string[] | undefined }
  | { kind: 'number'; operator: Operator; value: number | bigint }
);

const numeric: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];
const textual: readonly string[] = ['=', '!=', 'LIKE', 'ILIKE'];
const listed: readonly string[] = [...textual, 'IN', 'NOT IN'];
const present: readonly string[] = ['IS NULL', 'IS NOT NULL'];

/** The conditions of a filter, every one checked. @throws AlmanacError `validation_failed` naming `filter` */
export function conditionsOf(filter: string | undefined, vocabulary: Vocabulary): Condition[] {
  return parseFilter(filter).map((comparison) => {
    try {
      return condition(comparison, vocabulary);
    } catch (error) {
      throw placeOf(error) ? error : placed(error, comparison);
    }
  });
}

/** The same error, said to be about the operator and what follows it. */
function placed(error: unknown, { operatorAt, end }: Comparison): unknown {
  const item = error instanceof AlmanacError ? error.errors[0] : undefined;
  return item ? badFilter(item.message, { from: operatorAt, to: end }) : error;
}

/** What to sort by: the kind of thing, its key, and the direction. @throws AlmanacError `validation_failed` naming `orderBy` */
export function orderingOf(
  text: string,
  vocabulary: Vocabulary,
): { kind: EntityKind | 'text' | 'number'; key: string; ascending: boolean } {
  const { identifier, ascending } = parseOrder(text);
  const { kind, key } = resolve(identifier, vocabulary, badOrder);
  if (vocabulary.sortable && !vocabulary.sortable.includes(key)) {
    throw badOrder(`Invalid order by key '${key}' specified. Valid keys are '${vocabulary.sortable.join(', ')}'`);
  }
  return { kind, key, ascending };
}

function resolve(
  { entity, key }: Identifier,
  { entities, entityHelp, texts, numbers }: Vocabulary,
  refuse: (message: string) => Error,
): { kind: EntityKind | 'text' | 'number'; key: string } {
  const kind = entity === undefined ? 'attribute' : own(entities, entity);
  if (!kind) throw refuse(`Invalid entity type '${entity}'. ${entityHelp}`);
  if (kind === 'dataset' && !['name', 'digest', 'context'].includes(key))
    throw refuse(`Invalid dataset key '${key}' specified. Valid keys are 'name, digest, context'`);
  if (kind !== 'attribute') return { kind, key };
  const asText = own(texts, key);
  if (asText !== undefined) return { kind: 'text', key: asText };
  const asNumber = own(numbers, key);
  if (asNumber !== undefined) return { kind: 'number', key: asNumber };
  throw refuse(
    `Invalid attribute key '${key}' specified. Valid keys are '${[...Object.keys(texts), ...Object.keys(numbers)].sort().join(', ')}'`,
  );
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function condition({ identifier, operator, literal }: Comparison, vocabulary: Vocabulary): Condition {
  const name = { from: identifier.at, to: identifier.at + identifier.text.length };
  const { kind, key } = resolve(identifier, vocabulary, (message) => badFilter(message, name));
  if (present.includes(operator)) {
    if (!vocabulary.presence.includes(kind as EntityKind)) {
      throw badFilter(
        `IS NULL / IS NOT NULL is only supported for tags${vocabulary.presence.includes('parameter') ? ' and params' : ''}, not for '${kind}' '${key}'`,
      );
    }
    return { kind: kind as 'tag' | 'parameter', key, operator: operator as Operator, value: undefined };
  }
  if (kind === 'metric') {
    if (literal.kind !== 'number') throw badFilter(`Expected numeric value type for metric. Found ${literal.text}`);
    return { kind, key, operator: known(operator, numeric), value: finite(literal.value) };
  }
  if (kind === 'number') {
    if (literal.kind !== 'number') {
      throw badFilter(`Expected numeric value type for numeric attribute: ${identifier.key}. Found ${literal.text}`);
    }
    if (vocabulary.wholeNumbers && !literal.integer)
      throw badFilter(`Invalid value for numeric attribute '${identifier.key}': ${literal.text}`);
    return { kind, key, operator: known(operator, numeric), value: literal.integer ? integer(literal.text) : finite(literal.value) };
  }
  if (literal.kind === 'list') {
    if (kind !== 'dataset' && kind !== 'text') throw notQuoted(kind, literal);
    if (kind === 'text' && !vocabulary.lists.includes(key)) {
      const names = [...new Set(vocabulary.lists)].sort().map((name) => `'${name}'`);
      throw badFilter(`Only [${names.join(', ')}] attributes support comparison with a list of quoted string values.`);
    }
    return { kind, key, operator: known(operator, ['IN', 'NOT IN']), value: texts(literal) };
  }
  const allowed = kind === 'text' || kind === 'dataset' ? listed : textual;
  const value = textOf(kind, literal);
  const checked = known(operator, allowed);
  if (checked === 'IN' || checked === 'NOT IN')
    throw badFilter(`Expected a list of quoted string values after ${checked}, in parentheses.`);
  return { kind: kind as 'parameter' | 'tag' | 'dataset' | 'text', key, operator: checked, value };
}

function known(operator: string, allowed: readonly string[]): Operator {
  if (!allowed.includes(operator)) throw badFilter(`Invalid comparator '${operator}' not one of '${allowed.join(', ')}'`);
  return operator as Operator;
}

function textOf(kind: string, literal: Literal): string {
  if (literal.kind === 'string') return literal.value;
  if (literal.kind === 'word') {
    throw badFilter(
      `Parameter value is either not quoted or unidentified quote types used for string value ${literal.text}. Use either single or double quotes.`,
    );
  }
  throw notQuoted(kind, literal);
}

function notQuoted(kind: string, literal: Literal): Error {
  const what = kind === 'text' ? 'attributes' : kind === 'dataset' ? 'dataset attributes' : `${kind} (e.g. 'my-value')`;
  return badFilter(`Expected a quoted string value for ${what}. Got value ${literal.text}`);
}

function texts(list: Literal & { kind: 'list' }): string[] {
  if (list.values.length === 0)
    throw badFilter('While parsing a list in the query, expected a non-empty list of string values, but got empty list');
  return list.values.map((value) => {
    if (value.kind === 'string') return value.value;
    throw badFilter(
      `While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${list.text}`,
    );
  });
}

/** Literals beyond the doubles mean the largest, as they do where metrics are logged. */
function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];

function integer(text: string): bigint {
  const value = BigInt(text);
  return value < least ? least : value > most ? most : value;
}
