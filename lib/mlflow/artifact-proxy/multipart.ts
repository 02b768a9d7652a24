import { createHmac, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { access } from '@/lib/http/access';
import { requestHost } from '@/lib/http/origin';
import { sameSecret } from '@/lib/http/session';
import { artifactStore } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';
import { recordArtifact } from '@/lib/tracking/artifacts';
import { doesNotExist, invalidParameter, MlflowError } from '../error';
import { count, int64, requiredText, text } from '../fields';
import { keepBody } from './upload';

/** Where parts wait until all are there. Clients never see this folder. */
const folder = 'multipart';
const mostParts = 10_000;
const validForMs = 24 * 3_600_000;

const upload = z.object({ file: z.string(), parts: z.number().int(), createdAt: z.number() });
type Upload = z.infer<typeof upload>;

export const createInput = z.object({ path: requiredText, num_parts: int64.default(1).transform(Number) });
export const completeInput = z.object({
  path: requiredText,
  upload_id: text.default(''),
  parts: z.array(z.object({ part_number: count, etag: text.default(''), url: text.optional() })),
});
export const abortInput = z.object({ path: requiredText, upload_id: text.default('') });

/**
 * Begins an upload in parts. Each part has an address of its own, signed, to which it is put without any other credential, in any
 * order and as often as it takes.
 */
export async function createMultipart(request: Request, file: string, parts: number): Promise<object> {
  if (!Number.isInteger(parts) || parts < 1 || parts > mostParts)
    throw invalidParameter(`'num_parts' must be between 1 and ${mostParts}, got ${parts}.`);
  const id = randomUUID();
  const state: Upload = { file, parts, createdAt: Date.now() };
  await artifactStore().put(`${folder}/${id}/upload.json`, JSON.stringify(state), { contentType: 'application/json' });
  const protocol = request.headers.get('x-forwarded-proto') === 'https' ? 'https' : new URL(request.url).protocol.replace(':', '');
  const origin = `${protocol}://${requestHost(request.headers, request.url)}`;
  const credentials = Array.from({ length: parts }, (_, index) => {
    const number = index + 1;
    const url = `${origin}/api/2.0/mlflow-artifacts/mpu/part/${id}/${number}?signature=${sign(id, number)}`;
    return { url, part_number: number, headers: {} };
  });
  return { upload_id: id, credentials };
}

/** Keeps one part; its ETag is what the client shows when it completes the upload. */
export async function putPart(request: Request, id: string, number: number): Promise<Response> {
  const signature = new URL(request.url).searchParams.get('signature') ?? '';
  if (!sameSecret(signature, sign(id, number)))
    throw new AlmanacError('unauthenticated', 'The address of this part is not signed by this server.');
  const { parts, createdAt } = await readUpload(id);
  if (number < 1 || number > parts) throw invalidParameter(`The upload has the parts 1 to ${parts}, not ${number}.`);
  if (createdAt < Date.now() - validForMs)
    throw new MlflowError('PERMISSION_DENIED', 'The address of this part is no longer valid. Begin anew.');
  const { sha256 } = await keepBody(request, partPath(id, number), 'application/octet-stream');
  return new Response(null, { headers: { etag: `"${sha256}"` } });
}

/** Puts the parts together as one file, which is there all at once, and throws them away. */
export async function completeMultipart(file: string, id: string, given: { part_number: number; etag: string }[]): Promise<void> {
  const { parts } = await ofFile(id, file);
  const ordered = [...given].sort((a, b) => a.part_number - b.part_number);
  if (ordered.length === 0 || ordered.length > parts)
    throw invalidParameter(`The upload has ${parts} parts; ${ordered.length} were named.`);
  for (const [index, { part_number: number, etag }] of ordered.entries()) {
    if (index > 0 && ordered[index - 1]?.part_number === number) throw invalidParameter(`Part ${number} is named twice.`);
    const stored = await artifactStore().stat(partPath(id, number));
    if (!stored) throw invalidParameter(`Part ${number} has not been uploaded.`);
    if (etag.replaceAll('"', '') !== stored.sha256)
      throw invalidParameter(`Part ${number} is not what was uploaded last: its ETag differs.`);
  }
  const contentType = mediaType(file);
  const body = Readable.from(joined(ordered.map(({ part_number: number }) => partPath(id, number))), { objectMode: false });
  const stored = await artifactStore().put(file, body, { contentType });
  await recordArtifact(file, { ...stored, contentType });
  await artifactStore().remove(`${folder}/${id}`);
}

/** Throws an upload away. */
export async function abortMultipart(file: string, id: string): Promise<void> {
  await ofFile(id, file);
  await artifactStore().remove(`${folder}/${id}`);
}

/** Throws away uploads that nobody has completed in a day. */
export async function removeAbandonedUploads(now = Date.now()): Promise<number> {
  const stale: string[] = [];
  for await (const { path, modifiedAt } of artifactStore().list(folder)) {
    if (path.endsWith('/upload.json') && modifiedAt.getTime() < now - validForMs) stale.push(path.slice(0, -'/upload.json'.length));
  }
  for (const path of stale) await artifactStore().remove(path);
  return stale.length;
}

async function* joined(paths: string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* (await artifactStore().stream(path)) as AsyncIterable<Uint8Array>;
}

function partPath(id: string, number: number): string {
  return `${folder}/${id}/${number}`;
}

async function ofFile(id: string, file: string): Promise<Upload> {
  const found = await readUpload(id);
  if (found.file !== file) throw invalidParameter(`The upload ${id} is of another file.`);
  return found;
}

async function readUpload(id: string): Promise<Upload> {
  const known = /^[0-9a-f-]{36}$/.test(id) && (await artifactStore().stat(`${folder}/${id}/upload.json`));
  if (!known) throw doesNotExist(`There is no upload ${id}: it was completed, aborted, or never begun.`);
  return upload.parse(JSON.parse((await artifactStore().read(`${folder}/${id}/upload.json`)).toString('utf8')));
}

function sign(id: string, number: number): string {
  const key = createHmac('sha256', access().apiKey ?? '')
    .update('almanac multipart v1')
    .digest();
  return createHmac('sha256', key).update(`${id}/${number}`).digest('base64url');
}
