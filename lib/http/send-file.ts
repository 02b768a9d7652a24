import type { Readable } from 'node:stream';
import { AlmanacError } from '@/lib/errors';
import { type ByteRange, requestedRange } from './byte-range';
import { webStream } from './web-stream';

export interface FileToSend {
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  modifiedAt: Date;
  /** The file's bytes, or a part of them, as they are read. */
  open(range?: ByteRange): Promise<Readable>;
}

/**
 * A file as an answer, streamed as fast as the client takes it: a part where one is asked for (206), nothing where the client has it
 * already (304).
 * @param inline whether a browser may show it in place of saving it; either way it cannot act as a page of ours
 * @throws AlmanacError `range_not_satisfiable`, which says how long the file is
 */
export async function sendFile(request: Request, file: FileToSend, { inline = false } = {}): Promise<Response> {
  const { name, contentType, sizeBytes, modifiedAt } = file;
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    'content-type': contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeExtended(name)}`,
    'accept-ranges': 'bytes',
    'last-modified': modifiedAt.toUTCString(),
    etag,
    // A browser may keep it, and asks each time whether it still is the same.
    'cache-control': 'private, no-cache',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  });
  if (hasIt(request.headers, etag, modifiedAt)) return new Response(null, { status: 304, headers });
  // Parts are of what GET answers with; HEAD tells of the whole.
  const range = request.method === 'GET' ? requestedRange(request.headers, { sizeBytes, etag, modifiedAt }) : undefined;
  if (range === 'unsatisfiable') {
    const message = `must begin before byte ${sizeBytes}, where ${name} ends`;
    throw new AlmanacError('range_not_satisfiable', `Range ${message}.`, [{ path: 'range', message }], {
      headers: { 'content-range': `bytes */${sizeBytes}` },
    });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : sizeBytes));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const body = request.method === 'HEAD' ? null : webStream(await file.open(range));
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** Whether the client says that it has the file as it is: by its tag, or, where it names none, by its time. */
function hasIt(headers: Headers, etag: string, modifiedAt: Date): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  return Math.floor(modifiedAt.getTime() / 1000) * 1000 <= since;
}

/** As `ext-value` of RFC 8187 wants it: of `encodeURIComponent`'s safe characters these are none. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
