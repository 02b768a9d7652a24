import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import { fromText, type TextField, textFields } from '@/lib/http/strings';
import { errorItems } from '@/lib/http/validation';

/** Options of the command itself, beside those of the schema. */
const own = { help: 'Print this and stop', json: 'Print the run as JSON when it ends, and nothing else' } as const;
type Own = keyof typeof own;

export interface CommandLine<P> extends Record<Own, boolean> {
  parameters: P;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** How a field of the schema is written on the command line; any other path as it is. */
export function optionName(schema: z.ZodType, path: string): string {
  return textFields(schema).some(({ name }) => name === path) ? `--${kebab(path)}` : path;
}

/** Letters to change, add or drop to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function unknownOption(name: string, known: string[]): ErrorItem {
  const closest = known.map((other) => ({ other, away: distance(name, other) })).sort((a, b) => a.away - b.away)[0];
  const hint = closest && closest.away <= 3 ? `did you mean --${closest.other}? ` : '';
  return { path: `--${name}`, message: `is not an option; ${hint}--help lists them all` };
}

/**
 * Reads a command line by the schema of what it sets: `dataStartDate` is `--data-start-date 2025-01-01`, lists are separated by commas,
 * `--no-` switches a flag off.
 * @throws AlmanacError `validation_failed` naming each option that is unknown, lacks its value or is wrong.
 */
export function parseCommandLine<S extends z.ZodType>(schema: S, args: string[]): CommandLine<z.output<S> | undefined> {
  const fields = new Map(textFields(schema).map((field) => [kebab(field.name), field]));
  const errors: ErrorItem[] = [];
  const texts = new Map<TextField, string[]>();
  const flags: Record<Own, boolean> = { help: false, json: false };
  const options = Object.fromEntries(
    [...fields].map(([name, { kind }]) => [name, { type: kind === 'boolean' ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });

  for (const token of tokens) {
    const afterUnknown = errors.length > 0 && tokens[token.index - 1]?.kind === 'option' && errors.at(-1)?.path.startsWith('--');
    if (token.kind === 'positional' && !afterUnknown)
      errors.push({ path: token.value, message: 'stands alone; write options as --name value' });
    if (token.kind !== 'option') continue;
    const field = fields.get(token.name);
    const negated = token.name.startsWith('no-') ? fields.get(token.name.slice(3)) : undefined;
    const path = `--${token.name}`;
    if (token.name in flags) flags[token.name as Own] = true;
    else if (negated?.kind === 'boolean') texts.set(negated, ['false']);
    else if (!field) errors.push(unknownOption(token.name, [...fields.keys(), ...Object.keys(own)]));
    else if (field.kind === 'boolean') texts.set(field, [token.value ?? 'true']);
    else if (token.value === undefined || token.value === '') errors.push({ path, message: `needs a value: ${path} ${example(field)}` });
    else if (texts.has(field) && field.kind !== 'array') errors.push({ path, message: 'must be given once' });
    else texts.set(field, [...(texts.get(field) ?? []), token.value]);
  }

  const values = Object.fromEntries([...texts].map(([field, given]) => [field.name, fromText(field, given)]));
  const result = schema.safeParse(values);
  if (flags.help) return { ...flags, parameters: undefined };
  if (!result.success) {
    errors.push(...errorItems(result.error).map(({ path, message }) => ({ path: `--${kebab(path.split('.')[0] ?? path)}`, message })));
  }
  if (errors.length > 0 || !result.success) {
    throw new AlmanacError('validation_failed', errors.map(({ path, message }) => `${path}: ${message}`).join('\n'), errors);
  }
  return { ...flags, parameters: result.data };
}

function example(field: TextField): string {
  if (field.options) return field.kind === 'array' ? field.options.join(',') : field.options.join('|');
  if (field.name.endsWith('Date')) return '2026-01-31';
  if (field.name === 'level') return 'store';
  return field.kind === 'number' ? 'N' : 'text';
}

function usage(field: TextField): string {
  if (field.kind === 'boolean') return field.default === true ? `--no-${kebab(field.name)}` : `--${kebab(field.name)}`;
  const value = field.options
    ? field.kind === 'array'
      ? '<a,b,…>'
      : '<name>'
    : field.name.endsWith('Date')
      ? '<date>'
      : field.kind === 'number'
        ? '<n>'
        : '<text>';
  return `--${kebab(field.name)} ${value}`;
}

function meaning(field: TextField): string[] {
  if (field.kind === 'boolean' && field.default === true)
    return [`Do not ${field.description.charAt(0).toLowerCase()}${field.description.slice(1)}`];
  const lines = [field.description];
  if (field.options) lines.push(`of: ${field.options.join(', ')}`);
  if (field.default !== undefined) lines.push(`default: ${Array.isArray(field.default) ? field.default.join(',') : String(field.default)}`);
  return lines;
}

/**
 * The text of `--help`: every option with its meaning, its choices and its default.
 * @param meanings of the command's own options, where they differ from those of a run
 */
export function helpText(schema: z.ZodType, title: string, meanings: Partial<Record<Own, string>> = {}): string {
  const rows: [string, string[]][] = textFields(schema).map((field) => [usage(field), meaning(field)]);
  for (const [name, text] of Object.entries({ ...own, ...meanings })) rows.push([`--${name}`, [text]]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  const lines = rows.flatMap(([left, right]) => right.map((text, index) => `  ${(index === 0 ? left : '').padEnd(width)}${text}`));
  return `${title}\n\nOptions:\n${lines.join('\n')}\n`;
}
