import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AlmanacError } from '@/lib/errors';
import { runTask, TaskCrashedError } from '@/lib/pipeline/child';
import { type ArtifactFile, artifactFile } from './artifact-files';
import type { TableHead, TableOrder } from './preview-tasks';
import type { ArtifactPreview, PreviewQuery } from './schema';

/** Beginning of a text that is shown, and the longest JSON that is read. */
const [textBytes, jsonBytes] = [256 * 1024, 1024 * 1024];
/** A table of a bucket is fetched whole before its head can be read. */
const tableBytes = 512 * 1024 * 1024;

/**
 * What a page shows of a run's file: text, JSON, where to fetch an image, or the first rows of a parquet file, which is read in a
 * process of its own, since it may be anything.
 * @throws AlmanacError as `artifactFile` does; `data_invalid` where a parquet file is damaged
 */
export async function previewArtifact(runId: string, { path, rows }: PreviewQuery, signal: AbortSignal): Promise<ArtifactPreview> {
  const file = await artifactFile(runId, path);
  return { path, sizeBytes: file.sizeBytes, contentType: file.contentType, shown: await shownOf(runId, path, file, rows, signal) };
}

async function shownOf(
  runId: string,
  path: string,
  file: ArtifactFile,
  rows: number,
  signal: AbortSignal,
): Promise<ArtifactPreview['shown']> {
  const { contentType, sizeBytes } = file;
  if (contentType.startsWith('image/')) {
    return { kind: 'image', url: `/api/v1/runs/${runId}/artifacts/download?path=${encodeURIComponent(path)}&inline=true` };
  }
  if (/parquet/.test(contentType) || path.endsWith('.parquet')) {
    if (sizeBytes > tableBytes)
      return { kind: 'none', reason: `a table of over ${tableBytes / 2 ** 20} MiB is not read for a look: download it` };
    return { kind: 'table', ...(await tableHead(file.key, path, rows, signal)) };
  }
  const isJson = /\bjson\b/.test(contentType) && sizeBytes <= jsonBytes;
  const most = isJson ? jsonBytes : textBytes;
  const text = await textOf(file, most);
  if (text === undefined) return { kind: 'none', reason: 'it is neither text nor an image nor a parquet file' };
  const value = isJson ? parsed(text) : undefined;
  return value === undefined ? { kind: 'text', text: text.slice(0, textBytes), truncated: sizeBytes > textBytes } : { kind: 'json', value };
}

/** The beginning of a file as text; undefined where it is none. */
async function textOf(file: ArtifactFile, mostBytes: number): Promise<string | undefined> {
  if (file.sizeBytes === 0) return '';
  const bytes = await beginning(await file.open({ start: 0, end: Math.min(mostBytes, file.sizeBytes) - 1 }));
  if (bytes.includes(0)) return undefined;
  try {
    // A character that the cut went through is left out, one that is none is not.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: file.sizeBytes > bytes.length });
  } catch {
    return undefined;
  }
}

async function beginning(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Undefined where a text is no JSON, or has what JSON has not, such as Python's NaN, or is nested too deeply to be written again. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

async function tableHead(key: string, path: string, rows: number, signal: AbortSignal): Promise<TableHead> {
  const order: TableOrder = { key, rows };
  try {
    return (await runTask('preview-table', { runId: randomUUID(), parameters: order }, { signal })) as TableHead;
  } catch (error) {
    if (signal.aborted) throw new AlmanacError('bad_request', 'The client left before the end.');
    if (!(error instanceof TaskCrashedError)) throw error;
    throw new AlmanacError('data_invalid', `${path} is no parquet file that can be read.`, [{ path: 'path', message: 'is damaged' }], {
      cause: error,
    });
  }
}
