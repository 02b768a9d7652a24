import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { columnName } from '@/lib/data/import/column-name';
import { importOptions } from '@/lib/data/import/options';
import type { ImportSource } from '@/lib/data/import/source';
import { env } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import { textFields } from '@/lib/http/strings';
import { parseCommandLine } from '../pipeline/options';

/** What `npm run import` may be told, beside its source. */
export const importCommand = z.strictObject({
  name: z.string().optional().describe('Name of the dataset; by default that of the file or folder'),
  dryRun: z.boolean().default(false).describe('Read and check everything, and store nothing'),
  preview: z.boolean().default(false).describe('Look at a sample only, and say how it would be read'),
  sql: z.string().optional().describe('A SELECT on a PostgreSQL, in place of a file'),
  url: z.string().optional().describe('The PostgreSQL; better set as ALMANAC_SOURCE_URL, since others see command lines'),
  ...importOptions.shape,
});

export interface ImportCommand {
  source: ImportSource;
  name: string;
  options: z.input<typeof importOptions>;
  dryRun: boolean;
  preview: boolean;
  json: boolean;
}

/**
 * Reads the command line; undefined where help is asked for.
 * @throws AlmanacError `validation_failed` naming each option that is wrong
 */
export function readImportCommand(args: string[]): ImportCommand | undefined {
  const { source: given, rest } = splitSource(args);
  const { parameters, help, json } = parseCommandLine(importCommand, rest);
  if (help || !parameters) return undefined;
  const { name, dryRun, preview, sql, url, ...options } = parameters;
  const source = sourceOf(given, sql, url ?? env().ALMANAC_SOURCE_URL);
  return { source, name: name ?? nameOf(source), options, dryRun, preview, json };
}

/** The words that stand alone, and all others. */
function splitSource(args: string[]): { source: string[]; rest: string[] } {
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const options = Object.fromEntries(
    textFields(importCommand).map(({ name, kind }) => [
      kebab(name),
      { type: kind === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  const alone = new Set(tokens.filter(({ kind }) => kind === 'positional').map(({ index }) => index));
  return { source: args.filter((_, i) => alone.has(i)), rest: args.filter((_, i) => !alone.has(i)) };
}

function sourceOf(given: string[], sql: string | undefined, url: string | undefined): ImportSource {
  const [first] = given;
  if (given.length + (sql === undefined ? 0 : 1) !== 1)
    throw wrong('source', 'name one: a file, a folder, s3://bucket/prefix, or --sql with a query; several files belong in a folder');
  if (sql !== undefined) {
    if (!url) throw wrong('--url', 'is needed with --sql: set ALMANAC_SOURCE_URL to postgres://user:password@host:5432/database');
    return { kind: 'sql', url, query: sql };
  }
  const bucket = /^s3:\/\/([^/]+)\/?(.*)$/.exec(first as string);
  if (bucket) return { kind: 's3', bucket: bucket[1] as string, prefix: bucket[2] as string };
  return { kind: 'file', path: first as string };
}

/** `North Stores 2024.csv` is the dataset `north-stores-2024`. */
function nameOf(source: ImportSource): string {
  if (source.kind === 'sql') throw wrong('--name', 'is needed with --sql: the name of the dataset');
  const last = source.kind === 's3' ? path.posix.basename(source.prefix || source.bucket) : path.basename(path.resolve(source.path));
  return columnName(last.replace(/\.[^.]+$/, ''), 1).replaceAll('_', '-');
}

function wrong(at: string, message: string): AlmanacError {
  return new AlmanacError('validation_failed', `${at}: ${message}`, [{ path: at, message }]);
}
