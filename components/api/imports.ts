import type { ImportPreview, ImportReport } from '@/lib/data/import/report';
import type { Dataset, DatasetVersion } from '@/lib/datasets/schema';
import { ApiError } from './client';

export interface Imported {
  dataset: Dataset;
  version: DatasetVersion;
  created: boolean;
  report: ImportReport;
}

export interface UploadOptions {
  signal?: AbortSignal;
  /** Share of the bytes that are sent, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** A preview of a CSV file needs its beginning only. */
const previewBytes = 8 * 1024 * 1024;

export function previewImport(name: string, file: File, query: URLSearchParams, options?: UploadOptions): Promise<ImportPreview> {
  const parquet = /\.parquet$/i.test(file.name);
  const asked = withName(query, file);
  return send(
    `/api/v1/datasets/${encodeURIComponent(name)}/imports/preview?${asked}`,
    parquet ? file : file.slice(0, previewBytes),
    options,
  );
}

export function checkImport(name: string, file: File, query: URLSearchParams, options?: UploadOptions): Promise<{ report: ImportReport }> {
  const asked = withName(query, file);
  asked.set('dryRun', 'true');
  return send(`/api/v1/datasets/${encodeURIComponent(name)}/imports?${asked}`, file, options);
}

export function importFile(name: string, file: File, query: URLSearchParams, options?: UploadOptions): Promise<Imported> {
  return send(`/api/v1/datasets/${encodeURIComponent(name)}/imports?${withName(query, file)}`, file, options);
}

function withName(query: URLSearchParams, file: File): URLSearchParams {
  const asked = new URLSearchParams(query);
  asked.set('fileName', file.name.slice(-200));
  return asked;
}

/** Sends a file as it lies on the disk. By XMLHttpRequest, since fetch tells nobody how much of a body has gone. */
function send<T>(path: string, body: Blob, { signal, onProgress }: UploadOptions = {}): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(problemOf(request.status, answer));
    };
    request.onerror = () =>
      reject(
        new ApiError(
          0,
          'unreachable',
          'The file could not be sent: the server cannot be reached, or the file has changed on the disk since it was chosen.',
        ),
      );
    request.onabort = () => reject(signal?.reason ?? new DOMException('Cancelled', 'AbortError'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', abort);
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the status alone
  }
}

function problemOf(status: number, answer: unknown): ApiError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  return new ApiError(
    status,
    typeof problem.code === 'string' ? problem.code : 'unknown',
    typeof problem.detail === 'string' ? problem.detail : `The server answered with status ${status}.`,
    Array.isArray(problem.errors) ? (problem.errors as ApiError['errors']) : [],
  );
}
