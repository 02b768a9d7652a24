import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client, type QueryArrayResult } from 'pg';
import { AlmanacError } from '@/lib/errors';
import type { Findings } from './findings';
import { databaseName, type ImportSource } from './source';
import type { StagedFile } from './table';

const fetchedRows = 5000;
const connectMilliseconds = 15_000;
/** A query that takes longer is not meant for an import. */
const statementMilliseconds = 10 * 60_000;

/**
 * Runs a query on a Postgres and writes its rows to a CSV file, a few thousand at a time: read-only, by a cursor, and not for ever.
 * Whatever goes wrong is told without the address, which holds a password.
 * @throws AlmanacError `bad_request` where the query fails, `unavailable` where the database cannot be reached
 */
export async function stageSql(
  { url, query }: ImportSource & { kind: 'sql' },
  scratch: string,
  findings: Findings,
  signal?: AbortSignal,
): Promise<StagedFile[]> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new AlmanacError('bad_request', 'The database address is none such as postgres://user:password@host:5432/database.', [
      { path: 'source.url', message: 'must be an address such as postgres://user:password@host:5432/database' },
    ]);
  const file = path.join(scratch, 'query.csv');
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectMilliseconds,
    statement_timeout: statementMilliseconds,
    application_name: 'almanac import',
    // Everything as text: no number passes through a type that rounds it.
    types: { getTypeParser: () => (value: string) => value } as never,
  });
  client.on('error', () => undefined); // a lost connection fails the query that waits on it
  const stop = () => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    await client.query('BEGIN TRANSACTION READ ONLY');
    await client.query(`SET LOCAL DateStyle = 'ISO, YMD'`);
    // By the extended protocol a text is one statement, so that none can end the transaction and go on outside it.
    await client.query({ text: `DECLARE rows NO SCROLL CURSOR FOR ${query.trim().replace(/;\s*$/, '')}`, queryMode: 'extended' } as never);
    await pipeline(Readable.from(csvOf(client)), createWriteStream(file), signal ? { signal } : {});
    await client.query('ROLLBACK');
  } catch (error) {
    signal?.throwIfAborted();
    throw told(error, url);
  } finally {
    signal?.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
  const { size } = await stat(file);
  if (size === 0) findings.error('rows', 'answers no rows', { file: 'the query' });
  const dialect = { encoding: 'utf-8', bomBytes: 0, delimiter: ',', lineEnd: '\n', rowsAbove: 0 } as const;
  return [{ path: file, name: 'the query', sizeBytes: size, rowShift: 1, dialect }];
}

async function* csvOf(client: Client): AsyncGenerator<string> {
  for (let first = true; ; first = false) {
    const result: QueryArrayResult<(string | null)[]> = await client.query({ text: `FETCH ${fetchedRows} FROM rows`, rowMode: 'array' });
    if (first && result.rows.length > 0) yield line(result.fields.map(({ name }) => name));
    if (result.rows.length === 0) return;
    yield result.rows.map(line).join('');
  }
}

function line(cells: (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/** A failure by its code; messages of the driver may hold what the address says. */
function told(error: unknown, url: string): unknown {
  const code = String((error as { code?: unknown }).code ?? '');
  const where = databaseName(url);
  const unavailable = (why: string) =>
    new AlmanacError('unavailable', `The database ${where} ${why}.`, [{ path: 'source.url', message: why }]);
  const refused = (why: string) =>
    new AlmanacError('bad_request', `The query cannot be run: ${why}.`, [{ path: 'source.query', message: why }]);
  if (code === '57014') return refused(`it took over ${statementMilliseconds / 60_000} minutes; ask for less, or add an index`);
  if (code === '25006') return refused('it changes something, and only reading is allowed');
  if (code === '28P01' || code === '28000') return unavailable('refuses this user and password');
  if (code === '3D000') return unavailable('does not exist');
  if (/^[0-9A-Z]{5}$/.test(code)) return refused((error as Error).message);
  return unavailable(`cannot be reached${code ? ` (${code})` : ''}`);
}
