import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { artifactStore, type StoredObject } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';
import { recordArtifact } from '@/lib/tracking/artifacts';
import { invalidParameter, MlflowError } from '../error';

/**
 * Keeps a request's body as a file of the store, as it comes: never more than some pieces of it are in memory, and a body that ends
 * too soon leaves nothing. Where the file is a run's, the run lists it from then on.
 */
export async function upload(request: Request, file: string): Promise<void> {
  if (file === '') throw invalidParameter('Invalid path');
  const contentType = mediaType(file);
  const stored = await keepBody(request, file, contentType);
  await recordArtifact(file, { ...stored, contentType });
}

/** Puts a request's body under a path. @throws MlflowError where the body ends before its announced length */
export async function keepBody(request: Request, path: string, contentType: string): Promise<Required<StoredObject>> {
  if (!request.body) return artifactStore().put(path, new Uint8Array(), { contentType });
  return artifactStore().put(path, Readable.from(wholeBody(request), { objectMode: false }), { contentType });
}

async function* wholeBody(request: Request): AsyncGenerator<Uint8Array> {
  const announced = request.headers.get('content-length');
  let received = 0;
  try {
    for await (const chunk of Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>)) {
      received += (chunk as Uint8Array).byteLength;
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw new MlflowError('BAD_REQUEST', 'The body ended before all of it was there. Send it again.', { cause: error });
  }
  if (announced !== null && Number(announced) !== received)
    throw new MlflowError('BAD_REQUEST', `The body ended after ${received} of ${announced} bytes. Send it again.`);
}
