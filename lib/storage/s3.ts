import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import type { Client } from 'minio';
import { AlmanacError } from '@/lib/errors';
import { checkRange, damaged, digestOf, missing, sha256, toBuffer, Verifier } from './digest';
import { checkPath, checkPrefix } from './object-path';
import { type RemoteObject, S3Cache } from './s3-cache';
import { retrying, type S3Settings, s3Client, s3Code } from './s3-client';
import { S3Upload } from './s3-upload';
import type { ArtifactStore, StoredObject } from './store';

export interface S3StoreOptions extends S3Settings {
  /** Where `localize` keeps its copies and long uploads are spooled. */
  cacheDir: string;
}

const absent = ['NoSuchKey', 'NotFound', 'NoSuchVersion'];

/**
 * Objects in a bucket of MinIO or any S3, which is made when it is not there. Each object carries its sha256 as user metadata and
 * is checked against it when read whole; an object that another program put there has none and is checked by its length.
 */
export class S3Store implements ArtifactStore {
  readonly kind = 's3';
  readonly #client: Client;
  readonly #bucket: string;
  readonly #upload: S3Upload;
  readonly #cache: S3Cache;
  #ready?: Promise<void>;

  constructor(private readonly options: S3StoreOptions) {
    this.#client = s3Client(options);
    this.#bucket = options.bucket;
    const place = createHash('sha256').update(`${options.endpoint}\n${options.bucket}`).digest('hex').slice(0, 12);
    const folder = path.join(options.cacheDir, 's3', `${options.bucket}-${place}`);
    this.#upload = new S3Upload(this.#client, options, path.join(folder, 'uploads'));
    this.#cache = new S3Cache(folder, (objectPath) => this.stream(objectPath));
  }

  async put(
    objectPath: string,
    body: Uint8Array | string | Readable,
    options: { contentType?: string } = {},
  ): Promise<Required<StoredObject>> {
    checkPath(objectPath);
    await this.#prepare();
    const { contentType = 'application/octet-stream' } = options;
    const stored =
      body instanceof Readable
        ? await this.#upload.stream(objectPath, body, contentType)
        : await this.#upload.bytes(objectPath, toBuffer(body), contentType);
    return { path: objectPath, ...stored, modifiedAt: new Date() };
  }

  async read(objectPath: string): Promise<Buffer> {
    return retrying(this.options, async () => {
      const { body, accept } = await this.#get(objectPath);
      const chunks: Buffer[] = [];
      for await (const chunk of body) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      if (!accept(sha256(bytes), bytes.length)) throw damaged(objectPath);
      return bytes;
    });
  }

  async stream(objectPath: string, range?: { start: number; end?: number }): Promise<Readable> {
    if (range && (range.start > 0 || range.end !== undefined)) {
      const at = await this.#head(objectPath);
      if (!at) throw missing(objectPath);
      checkRange(objectPath, range, at.size);
      const end = Math.min(range.end ?? at.size - 1, at.size - 1);
      return retrying(this.options, () => this.#client.getPartialObject(this.#bucket, objectPath, range.start, end - range.start + 1));
    }
    const { body, accept } = await retrying(this.options, () => this.#get(objectPath));
    // The verifier carries every failure to its reader, so nothing is left to do here.
    return pipeline(body, new Verifier(objectPath, accept), () => {});
  }

  async stat(objectPath: string): Promise<Required<StoredObject> | undefined> {
    const at = await this.#head(objectPath);
    if (!at) return undefined;
    const hash = at.metaData.sha256 ?? (await digestOf(await this.stream(objectPath)));
    return { path: objectPath, sizeBytes: at.size, modifiedAt: at.lastModified, sha256: hash };
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    for await (const { path: key, sizeBytes, modifiedAt } of this.#listRemote(checkPrefix(prefix)))
      yield { path: key, sizeBytes, modifiedAt };
  }

  async remove(objectPath: string): Promise<void> {
    checkPath(objectPath);
    await this.#prepare();
    const keys = [objectPath];
    for await (const object of this.#listRemote(objectPath)) keys.push(object.path);
    const failures = await retrying(this.options, () => this.#client.removeObjects(this.#bucket, keys));
    const failure = failures.find((answer) => answer?.Error);
    if (failure?.Error) {
      const { Code, Key, Message } = failure.Error;
      throw new AlmanacError(
        'unavailable',
        `The S3 server did not remove ${Key ?? objectPath} (${Code ?? 'no code'}): ${Message ?? 'no reason given'}.`,
      );
    }
  }

  async localize(prefix: string): Promise<string> {
    const folder = checkPrefix(prefix);
    await this.#prepare();
    const found = await this.#cache.refresh(folder, this.#listRemote(folder));
    if (found > 0) return this.#cache.pathOf(folder);
    const at = folder === '' ? undefined : await this.#head(folder);
    if (!at) throw missing(folder);
    return this.#cache.refreshOne({ path: folder, sizeBytes: at.size, modifiedAt: at.lastModified, etag: at.etag });
  }

  async check(): Promise<void> {
    await this.#prepare();
    await retrying(this.options, () => this.#client.listObjectsV2Query(this.#bucket, '', '', '', 1, ''));
  }

  /** Makes the bucket where there is none; asks once a process. */
  async #prepare(): Promise<void> {
    this.#ready ??= retrying(this.options, async () => {
      if (await this.#client.bucketExists(this.#bucket)) return;
      try {
        await this.#client.makeBucket(this.#bucket, this.options.region);
      } catch (error) {
        // Another process of ours was faster.
        if (!['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'].includes(s3Code(error))) throw error;
      }
    });
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }

  async #head(objectPath: string) {
    checkPath(objectPath);
    await this.#prepare();
    return retrying(this.options, async () => {
      try {
        return await this.#client.statObject(this.#bucket, objectPath);
      } catch (error) {
        if (absent.includes(s3Code(error))) return undefined;
        throw error;
      }
    });
  }

  /** The object's bytes as they come, and the test that they must pass. */
  async #get(objectPath: string): Promise<{ body: Readable; accept: (hash: string, sizeBytes: number) => boolean }> {
    checkPath(objectPath);
    await this.#prepare();
    let response: IncomingMessage;
    try {
      // The client types the answer as a stream, but hands on the HTTP response, whose headers are those of these very bytes.
      response = (await this.#client.getObject(this.#bucket, objectPath)) as IncomingMessage;
    } catch (error) {
      if (absent.includes(s3Code(error))) throw missing(objectPath);
      throw error;
    }
    const expected = response.headers['x-amz-meta-sha256'];
    const length = response.headers['content-length'];
    const accept = (hash: string, sizeBytes: number): boolean =>
      (expected === undefined || expected === hash) && (length === undefined || Number(length) === sizeBytes);
    return { body: response, accept };
  }

  async *#listRemote(folder: string): AsyncIterable<RemoteObject> {
    await this.#prepare();
    const prefix = folder === '' ? '' : `${folder}/`;
    for (let token = ''; ; ) {
      const page = await retrying(this.options, () => this.#client.listObjectsV2Query(this.#bucket, prefix, token, '', 1000, ''));
      for (const { name, size, lastModified, etag } of page.objects) {
        // Some tools mark folders by empty objects that end in a slash; to us folders are nothing.
        if (name && !name.endsWith('/'))
          yield { path: name, sizeBytes: size ?? 0, modifiedAt: new Date(lastModified ?? 0), etag: etag ?? '' };
      }
      if (!page.isTruncated) return;
      token = page.nextContinuationToken;
    }
  }
}
