import { z } from 'zod';

const remote = z.string().max(10_000);

/** Where the rows of an import come from. */
export const importSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    path: z.string(),
    name: z.string().optional().describe('As its owner knows it; by default the file name'),
  }),
  z.strictObject({ kind: z.literal('folder'), path: z.string().describe('Every CSV and Parquet file below it is read, in order of name') }),
  z.strictObject({
    kind: z.literal('s3'),
    bucket: z.string(),
    prefix: z.string().describe('Every CSV and Parquet object below it is read'),
  }),
  z.strictObject({
    kind: z.literal('sql'),
    url: remote.describe('postgres://user:password@host:5432/database'),
    query: remote.describe('One SELECT; it is run in a read-only transaction'),
  }),
]);
export type ImportSource = z.infer<typeof importSource>;

/** What a source is called in reports: without credentials. */
export function sourceName(source: ImportSource): string {
  switch (source.kind) {
    case 'file':
      return source.name ?? source.path;
    case 'folder':
      return source.path;
    case 's3':
      return `s3://${source.bucket}/${source.prefix}`;
    case 'sql':
      return `a query on ${databaseName(source.url)}`;
  }
}

/** Host and database of an address, and nothing else of it. */
export function databaseName(address: string): string {
  if (!URL.canParse(address)) return 'a database';
  const { hostname, port, pathname } = new URL(address);
  return `${hostname}${port && `:${port}`}${pathname}`;
}
