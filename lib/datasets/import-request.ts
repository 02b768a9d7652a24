import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { headBytes, judgeHead } from '@/lib/data/import/file-kind';
import { datasetName, importOptions } from '@/lib/data/import/options';
import { type importPreview, importReport } from '@/lib/data/import/report';
import { openScratch, removeScratchLeftovers } from '@/lib/data/import/scratch';
import { type ImportSource, importSource } from '@/lib/data/import/source';
import { env } from '@/lib/env';
import { AlmanacError, invalid } from '@/lib/errors';
import { readJson } from '@/lib/http/body';
import { requireType, saveBody } from '@/lib/http/upload';
import { parse } from '@/lib/http/validation';
import { runTask, TaskCrashedError } from '@/lib/pipeline/child';
import { removeImportLeftovers } from './import-leftovers';
import type { ImportOrder } from './import-tasks';
import { dataset, datasetVersion } from './schema';

/** Media types of what may be imported; JSON names a source in place of sending it. */
export const importTypes = ['text/csv', 'application/vnd.apache.parquet', 'application/octet-stream', 'application/json'];

export const importQuery = importOptions.extend({
  fileName: z.string().max(200).optional().describe('What the file is called in the report'),
});
export type ImportQuery = z.output<typeof importQuery>;

export const importOrCheckQuery = importQuery.extend({
  dryRun: z.boolean().default(false).describe('Read and check everything, answer with the report, and store nothing'),
});

export const importAnswer = z.strictObject({
  dataset,
  version: datasetVersion,
  created: z.boolean().describe('False where the newest version has the same data already'),
  report: importReport,
});
export type ImportAnswer = z.input<typeof importAnswer>;

/** What a dry run answers: the report that the import would have. */
export const checkAnswer = z.strictObject({ dryRun: z.literal(true), report: importReport });
export type CheckAnswer = z.input<typeof checkAnswer>;

const sourceBody = z.strictObject({ source: importSource });

/** A preview of a CSV file needs its beginning only; a parquet file says at its end what it holds. */
const previewedBytes = 8 * 1024 * 1024;

/**
 * Receives a file, or the name of a source, and imports it in a process of its own. The client's leaving ends it.
 * @throws AlmanacError as `importDataset` does; `unsupported_media_type`; `forbidden` for a source that clients may not name
 */
export async function importFromRequest(name: string, query: ImportQuery, request: Request): Promise<ImportAnswer> {
  return (await inProcess('import-dataset', name, query, request)) as ImportAnswer;
}

/** As `importFromRequest`, up to the point where anything would be stored. @throws AlmanacError as `importFromRequest` does */
export async function checkFromRequest(name: string, query: ImportQuery, request: Request): Promise<CheckAnswer> {
  return { dryRun: true, report: (await inProcess('check-import', name, query, request)) as CheckAnswer['report'] };
}

/** As `importFromRequest`, but only tells what an import would make of the source. */
export async function previewFromRequest(name: string, query: ImportQuery, request: Request): Promise<z.input<typeof importPreview>> {
  return (await inProcess('preview-import', name, query, request, previewedBytes)) as z.input<typeof importPreview>;
}

async function inProcess(
  task: 'import-dataset' | 'check-import' | 'preview-import',
  name: string,
  { fileName, ...options }: ImportQuery,
  request: Request,
  mostBytes?: number,
): Promise<unknown> {
  if (!datasetName.safeParse(name).success) throw invalid('name', 'must be lower-case letters, digits and hyphens, such as north-stores');
  const type = requireType(request, importTypes);
  await using scratch = await openScratch();
  const source =
    type === 'application/json'
      ? await namedSource(request)
      : await receive(request, path.join(scratch.folder, 'upload'), fileName ?? 'the upload', mostBytes);
  const order: ImportOrder = { name, source, options };
  try {
    return await runTask(task, { runId: randomUUID(), parameters: order }, { signal: request.signal });
  } catch (error) {
    const killed = request.signal.aborted || error instanceof TaskCrashedError;
    // What the process had no time to clear away.
    if (killed) await Promise.allSettled([removeScratchLeftovers(), removeImportLeftovers()]);
    if (request.signal.aborted) throw new AlmanacError('bad_request', 'The client left before the end; nothing was imported.');
    if (!(error instanceof TaskCrashedError)) throw error;
    throw new AlmanacError(
      'data_invalid',
      'The process that read the source ended before it could say why: the source may be damaged or too large for this machine. Nothing was imported.',
      [],
      { cause: error },
    );
  }
}

async function receive(request: Request, file: string, name: string, mostBytes?: number): Promise<ImportSource> {
  let limit = mostBytes;
  await saveBody(request, file, {
    headBytes,
    judge(head, complete) {
      const { format, problem } = judgeHead(head, complete);
      if (problem) throw new AlmanacError('data_invalid', `${name} ${problem}.`, [{ path: name, message: problem }]);
      if (format === 'parquet') limit = undefined;
    },
    get mostBytes() {
      return limit;
    },
  });
  return { kind: 'file', path: file, name };
}

/** A source that a client names. What the server may read for it is up to whoever runs the server. */
async function namedSource(request: Request): Promise<ImportSource> {
  const { source } = await parse(sourceBody, await readJson(request));
  const { ALMANAC_IMPORT_FOLDER, ALMANAC_IMPORT_REMOTE } = env();
  if (source.kind === 's3' || source.kind === 'sql') {
    if (ALMANAC_IMPORT_REMOTE === 'on') return source;
    throw forbidden('databases and buckets', 'ALMANAC_IMPORT_REMOTE=on');
  }
  if (!ALMANAC_IMPORT_FOLDER) throw forbidden('files of the server', 'ALMANAC_IMPORT_FOLDER to their folder');
  const allowed = await realpath(ALMANAC_IMPORT_FOLDER);
  const wanted = await realpath(path.resolve(allowed, source.path)).catch(() => undefined);
  if (!wanted || (wanted !== allowed && !wanted.startsWith(allowed + path.sep)))
    throw invalid('source.path', 'must be a file or folder below the one that imports are allowed from');
  return { ...source, path: wanted };
}

function forbidden(what: string, setting: string): AlmanacError {
  return new AlmanacError(
    'forbidden',
    `Clients may not import ${what} here. Send the file itself, or set ${setting} and restart the server.`,
    [{ path: 'source.kind', message: `is not allowed here; whoever runs the server may set ${setting}` }],
  );
}
