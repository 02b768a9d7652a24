// An S3 server as a process of its own. Prints its port; ends when its input does.
//
// s3rver answers HTTP, knows its access key (but checks no signature of version 4) and speaks the XML. Below it is a store of our own, in memory: s3rver's keeps files that
// are not replaced at once, lists them out of order and mistakes the range 0-0 for none. Its continuation tokens are made with DES,
// so Node must be started with --openssl-legacy-provider.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import S3Bucket from 's3rver/lib/models/bucket.js';
import S3Object from 's3rver/lib/models/object.js';

const bytewise = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

class MemoryStore {
  buckets = new Map();
  uploads = new Map();

  reset() {
    this.buckets.clear();
  }

  async listBuckets() {
    return [...this.buckets.keys()].map((name) => new S3Bucket(name, new Date()));
  }

  async getBucket(name) {
    return this.buckets.has(name) ? new S3Bucket(name, new Date()) : null;
  }

  async putBucket(name) {
    if (!this.buckets.has(name)) this.buckets.set(name, new Map());
    return this.getBucket(name);
  }

  async deleteBucket(name) {
    this.buckets.delete(name);
  }

  async existsObject(bucket, key) {
    return this.buckets.get(bucket).has(key);
  }

  async getObject(bucket, key, { start, end } = {}) {
    const stored = this.buckets.get(bucket).get(key);
    if (!stored) return null;
    if (start === undefined) return new S3Object(bucket, key, Readable.from([stored.bytes], { objectMode: false }), stored.metadata);
    const last = Math.min(end ?? Number.POSITIVE_INFINITY, stored.bytes.length - 1);
    const content = start <= last ? Readable.from([stored.bytes.subarray(start, last + 1)], { objectMode: false }) : null;
    return Object.assign(new S3Object(bucket, key, content, stored.metadata), { range: { start, end: last } });
  }

  async putObject({ bucket, key, content, metadata }) {
    return this.#store(bucket, key, Buffer.isBuffer(content) ? content : await buffer(content), metadata);
  }

  async deleteObject(bucket, key) {
    this.buckets.get(bucket).delete(key);
  }

  async listObjects(bucket, { startAfter = '', prefix = '', maxKeys = 1000 }) {
    const objects = this.buckets.get(bucket);
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && bytewise(key, startAfter) > 0).sort(bytewise);
    const page = keys.slice(0, maxKeys).map((key) => new S3Object(bucket, key, null, objects.get(key).metadata));
    return { objects: page, commonPrefixes: [], isTruncated: keys.length > maxKeys };
  }

  async initiateUpload(_bucket, key, uploadId, metadata) {
    this.uploads.set(uploadId, { key, metadata, parts: new Map() });
  }

  async putPart(_bucket, uploadId, partNumber, content) {
    const bytes = await buffer(content);
    this.uploads.get(uploadId).parts.set(Number(partNumber), bytes);
    return { size: bytes.length, md5: md5(bytes) };
  }

  async putObjectMultipart(bucket, uploadId, parts) {
    const { key, metadata, parts: stored } = this.uploads.get(uploadId);
    const pieces = parts.map(({ number, etag }) => {
      const bytes = stored.get(number);
      if (!bytes || md5(bytes) !== etag) throw new Error(`part ${number} is not the one that was uploaded`);
      return bytes;
    });
    if (pieces.slice(0, -1).some((piece) => piece.length < 5 * 1024 * 1024)) throw new Error('a part is smaller than S3 takes');
    this.uploads.delete(uploadId);
    return this.#store(bucket, key, Buffer.concat(pieces), metadata);
  }

  async getSubresource() {
    return null;
  }

  #store(bucket, key, bytes, headers) {
    const { metadata } = new S3Object(bucket, key, null, headers);
    const hash = md5(bytes);
    const own = { 'last-modified': new Date().toUTCString(), etag: JSON.stringify(hash), 'content-length': bytes.length };
    this.buckets.get(bucket).set(key, { bytes, metadata: { ...metadata, ...own } });
    return { size: bytes.length, md5: hash };
  }
}

const server = new S3rver({ address: '127.0.0.1', port: 0, directory: import.meta.dirname, silent: true, configureBuckets: [] });
server.store = new MemoryStore();
server.context.store = server.store;
// Names come URL-encoded where the client asks for it, which s3rver leaves out. Its router is the last middleware.
server.middleware.splice(-1, 0, async (ctx, next) => {
  await next();
  const listing = ctx.body?.ListBucketResult;
  if (!listing || ctx.query['encoding-type'] !== 'url') return;
  listing.EncodingType = 'url';
  for (const object of listing.Contents)
    object.Key = encodeURIComponent(object.Key).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
});
const { port } = await server.run();
process.stdout.write(`${port}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
