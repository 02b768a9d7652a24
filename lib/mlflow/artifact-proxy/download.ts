import path from 'node:path';
import { requestedRange } from '@/lib/http/byte-range';
import { webStream } from '@/lib/http/web-stream';
import { artifactStore } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';
import { doesNotExist } from '../error';

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
  const range = requestedRange(request.headers, { sizeBytes, modifiedAt, etag: `"${sha256}"` });
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : sizeBytes));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const body = request.method === 'HEAD' ? null : webStream(await store.stream(file, range));
  return new Response(body, { status: range ? 206 : 200, headers });
}
