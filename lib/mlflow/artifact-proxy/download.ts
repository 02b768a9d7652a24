import path from 'node:path';
import { artifactStore } from '@/lib/storage';
import { doesNotExist } from '../error';
import { mediaType } from './media-type';
import { webStream } from './web-stream';

/** A file as an answer, streamed as fast as the client takes it; a range of its bytes where one is asked for. */
export async function download(request: Request, file: string): Promise<Response> {
  const store = artifactStore();
  const found = file === '' ? undefined : await store.stat(file);
  if (!found) throw doesNotExist(`No such artifact: '${file}'`);
  const { sizeBytes, sha256, modifiedAt } = found;
  const headers = new Headers({
    'content-type': mediaType(file),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(path.posix.basename(file))}`,
    'accept-ranges': 'bytes',
    'last-modified': modifiedAt.toUTCString(),
    etag: `"${sha256}"`,
    // Whatever it is, no browser shall run it as a page of ours.
    'content-security-policy': "sandbox; default-src 'none'",
  });
  const range = rangeOf(request, sizeBytes, `"${sha256}"`);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : sizeBytes));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const body = request.method === 'HEAD' ? null : webStream(await store.stream(file, range));
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** The one range that a request asks for; several at once are answered with the whole. */
function rangeOf(request: Request, size: number, etag: string): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const only = request.headers.get('if-range');
  if (!match || (match[1] === '' && match[2] === '') || (only !== null && only !== etag)) return undefined;
  const [first, last] = [match[1] as string, match[2] as string];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start <= end && start < size ? { start, end } : 'unsatisfiable';
}
