import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readCursor, writeCursor } from '@/lib/cursor';
import { AlmanacError, notFound } from '@/lib/errors';
import type { FileToSend } from '@/lib/http/send-file';
import { runTask, TaskCrashedError } from '@/lib/pipeline/child';
import { artifactStore } from '@/lib/storage';
import type { TableHead, TableOrder } from '@/lib/tracking/preview-tasks';
import { type Manifest, type ManifestFile, readManifest } from './manifest';
import { getDatasetVersion } from './service';

const parquet = 'application/vnd.apache.parquet';
/** Of a bucket, a file is fetched whole before its head can be read. */
const mostPreviewed = 512 * 1024 * 1024;

export const fileListQuery = z.strictObject({
  q: z.string().max(200).optional().describe('Part of the path'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

const dataFile = z.strictObject({
  path: z.string().describe("Relative to the dataset's folder"),
  sizeBytes: z.number().int(),
  rows: z.number().int(),
  sha256: z.string(),
});
export const dataFileList = z.strictObject({
  items: z.array(dataFile),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  totalBytes: z.number().int().describe('Of all that match'),
});
export type DataFileList = z.infer<typeof dataFileList>;

export const fileQuery = z.strictObject({ path: z.string().min(1).max(1024).describe('As the list of files has it') });
export const filePreviewQuery = fileQuery.extend({ rows: z.coerce.number().int().min(1).max(200).default(20) });

export const filePreview = z.strictObject({
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.unknown())),
  totalRows: z.number().int(),
  moreColumns: z.number().int(),
});
export type FilePreview = z.infer<typeof filePreview>;

/** The parquet files of a version in order of path, a page at a time. @throws AlmanacError `not_found`; `validation_failed` naming `cursor` */
export async function listDataFiles(
  name: string,
  version: number,
  { q, limit, cursor }: z.output<typeof fileListQuery>,
): Promise<DataFileList> {
  const { files } = await manifestOf(name, version);
  const after = cursor === undefined ? -1 : readCursor(cursor, z.number().int().min(0));
  const found = q ? files.filter((file) => file.path.toLowerCase().includes(q.toLowerCase())) : files;
  const items = found.slice(after + 1, after + 1 + limit);
  const last = after + items.length;
  return {
    items,
    nextCursor: last + 1 < found.length ? writeCursor(last) : null,
    total: found.length,
    totalBytes: found.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}

/** One file of a version, for download. @throws AlmanacError `not_found` naming `version` or `path` */
export async function dataFileToSend(name: string, version: number, file: string): Promise<FileToSend> {
  const { manifest, listed } = await fileOf(name, version, file);
  const key = `${manifest.root}/${listed.path}`;
  const found = await artifactStore().stat(key);
  if (!found) throw notFound(`${file} is listed by version ${version} of ${name}, but is gone from the store.`, 'path');
  const { sizeBytes, sha256, modifiedAt } = found;
  return {
    ...{ name: `${name}-${path.posix.basename(file)}`, contentType: parquet, sizeBytes, sha256, modifiedAt },
    open: (range) => artifactStore().stream(key, range),
  };
}

/** The first rows of a file of a version. @throws AlmanacError `not_found`; `data_invalid` where it is damaged; `payload_too_large` */
export async function previewDataFile(
  name: string,
  version: number,
  { path: file, rows }: z.output<typeof filePreviewQuery>,
  signal: AbortSignal,
): Promise<FilePreview> {
  const { manifest, listed } = await fileOf(name, version, file);
  if (listed.sizeBytes > mostPreviewed)
    throw new AlmanacError('payload_too_large', `${file} is over ${mostPreviewed / 2 ** 20} MiB, too large for a look. Download it.`);
  const order: TableOrder = { key: `${manifest.root}/${listed.path}`, rows };
  try {
    return (await runTask('preview-table', { runId: randomUUID(), parameters: order }, { signal })) as TableHead;
  } catch (error) {
    if (signal.aborted) throw new AlmanacError('bad_request', 'The client left before the end.');
    if (!(error instanceof TaskCrashedError)) throw error;
    throw new AlmanacError('data_invalid', `${file} cannot be read as parquet.`, [{ path: 'path', message: 'is damaged' }], {
      cause: error,
    });
  }
}

async function manifestOf(name: string, version: number): Promise<Manifest> {
  await getDatasetVersion(name, version);
  return readManifest(name, version);
}

/** Nothing but what the manifest lists is ever opened. */
async function fileOf(name: string, version: number, file: string): Promise<{ manifest: Manifest; listed: ManifestFile }> {
  const manifest = await manifestOf(name, version);
  const listed = manifest.files.find((one) => one.path === file);
  if (!listed) throw notFound(`Version ${version} of ${name} has no file ${file}.`, 'path');
  return { manifest, listed };
}
