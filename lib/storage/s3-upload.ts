import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Client } from 'minio';
import { Digest, sha256, toBuffer } from './digest';
import { inParallel } from './parallel';
import { retrying, type S3Settings } from './s3-client';
import { writeFailure } from './system-error';

/** What goes up in one request, and the least size of a part but for the last (S3 wants 5 MiB at least). */
const partBytes = 8 * 1024 * 1024;
const mostParts = 10_000;
/** Parts under way at once: they and the network's copies are all the memory that an upload takes. */
const lanes = 3;

/** Reads a part and sends it. */
type PartSender = (start: number, length: number, send: (part: Buffer) => Promise<void>) => Promise<void>;

/**
 * Uploads whole objects, each with its sha256 as user metadata. S3 takes metadata before the bytes, so the hash of a stream must
 * be known first: one longer than a part is spooled to disk while it is hashed. That also makes each request repeatable, and a
 * stream that breaks off has then sent nothing.
 *
 * The client's own multipart upload is not used: it resumes whatever upload of the same key it finds, so that two at once mix
 * their parts.
 */
export class S3Upload {
  constructor(
    private readonly client: Client,
    private readonly settings: S3Settings,
    private readonly spoolFolder: string,
  ) {}

  async bytes(key: string, bytes: Buffer, contentType: string): Promise<{ sha256: string; sizeBytes: number }> {
    const hash = sha256(bytes);
    if (bytes.length <= partBytes) {
      const { bucket } = this.settings;
      await retrying(this.settings, () => this.client.putObject(bucket, key, bytes, bytes.length, metadata(hash, contentType)));
    } else {
      await this.#multipart(key, bytes.length, hash, contentType, (start, length, send) => send(bytes.subarray(start, start + length)));
    }
    return { sha256: hash, sizeBytes: bytes.length };
  }

  async stream(key: string, body: Readable, contentType: string): Promise<{ sha256: string; sizeBytes: number }> {
    const chunks: Buffer[] = [];
    let length = 0;
    const source = body[Symbol.asyncIterator]();
    let next = await source.next();
    for (; !next.done; next = await source.next()) {
      const chunk = toBuffer(next.value);
      chunks.push(chunk);
      length += chunk.length;
      if (length > partBytes) return this.#spooled(key, rest(chunks, source), contentType);
    }
    return this.bytes(key, Buffer.concat(chunks), contentType);
  }

  async #spooled(key: string, body: AsyncIterable<Buffer>, contentType: string): Promise<{ sha256: string; sizeBytes: number }> {
    await mkdir(this.spoolFolder, { recursive: true });
    const spool = path.join(this.spoolFolder, randomUUID());
    const file = await open(spool, 'ax+').catch((error: unknown) => {
      throw writeFailure(error, this.spoolFolder);
    });
    try {
      const digest = new Digest();
      for await (const chunk of digest.through(body)) {
        await file.appendFile(chunk).catch((error: unknown) => {
          throw writeFailure(error, this.spoolFolder);
        });
      }
      // Lanes take their memory in turns rather than leave each part to the garbage collector.
      const spare: Buffer[] = [];
      await this.#multipart(key, digest.sizeBytes, digest.sha256, contentType, async (start, length, send) => {
        const lane = spare.pop() ?? Buffer.allocUnsafeSlow(length);
        const part = lane.subarray(0, length);
        for (let at = 0; at < length; ) {
          const { bytesRead } = await file.read(part, at, length - at, start + at);
          if (bytesRead === 0) throw new Error(`${spool} was cut short while it was uploaded`);
          at += bytesRead;
        }
        await send(part);
        spare.push(lane);
      });
      return { sha256: digest.sha256, sizeBytes: digest.sizeBytes };
    } finally {
      await file.close();
      await rm(spool, { force: true });
    }
  }

  async #multipart(key: string, sizeBytes: number, hash: string, contentType: string, sendPart: PartSender): Promise<void> {
    const { client, settings } = this;
    const { bucket } = settings;
    const partSize = Math.max(partBytes, Math.ceil(sizeBytes / mostParts));
    const headers = { 'Content-Type': contentType, 'X-Amz-Meta-Sha256': hash };
    const uploadID = await retrying(settings, () => client.initiateNewMultipartUpload(bucket, key, headers));
    try {
      const etags: { part: number; etag: string }[] = [];
      await inParallel(parts(sizeBytes, partSize), lanes, async ({ partNumber, start, length }) => {
        await sendPart(start, length, async (part) => {
          const partHeaders = { 'Content-MD5': createHash('md5').update(part).digest('base64') };
          const { etag } = await retrying(settings, () =>
            client.uploadPart({ bucketName: bucket, objectName: key, uploadID, partNumber, headers: partHeaders }, part),
          );
          etags.push({ part: partNumber, etag });
        });
      });
      etags.sort((a, b) => a.part - b.part);
      await retrying(settings, () => client.completeMultipartUpload(bucket, key, uploadID, etags));
    } catch (error) {
      // Nothing was visible; this frees the space. What could not be aborted here is the bucket's lifecycle rules' to remove.
      await client.abortMultipartUpload(bucket, key, uploadID).catch(() => undefined);
      throw error;
    }
  }
}

function metadata(hash: string, contentType: string): Record<string, string> {
  return { 'Content-Type': contentType, 'X-Amz-Meta-Sha256': hash };
}

function* parts(sizeBytes: number, partSize: number): Iterable<{ partNumber: number; start: number; length: number }> {
  for (let start = 0, partNumber = 1; start < sizeBytes; start += partSize, partNumber++) {
    yield { partNumber, start, length: Math.min(partSize, sizeBytes - start) };
  }
}

/** What has been read of a stream, then the rest of it; closes the stream when its reader stops early. */
async function* rest(chunks: Buffer[], source: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
  try {
    yield* chunks.splice(0);
    for (let next = await source.next(); !next.done; next = await source.next()) yield toBuffer(next.value as Uint8Array);
  } finally {
    await source.return?.();
  }
}
