import type { Readable } from 'node:stream';

/** What is known of one stored object. */
export interface StoredObject {
  /** Key relative to the store's root, with `/` between parts. */
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
  /** Lower-case hex; absent where a listing does not carry it. */
  sha256?: string;
}

/**
 * Where artifacts and datasets live. A path is relative, has `/` between its parts, and no part is empty, `.` or `..`;
 * anything else is refused with `bad_request`. A reader never sees half an object: `put` appears all at once or not at all.
 */
export interface ArtifactStore {
  readonly kind: 'filesystem' | 's3';
  /** Stores an object, replacing what was there. Streams are never buffered whole. */
  put(path: string, body: Uint8Array | string | Readable, options?: { contentType?: string }): Promise<Required<StoredObject>>;
  /** The whole object, checked against its checksum. @throws AlmanacError `not_found`, or `data_invalid` when damaged. */
  read(path: string): Promise<Buffer>;
  /** A stream of the object or of a byte range (inclusive); a whole read fails at its end when the checksum does not match. */
  stream(path: string, range?: { start: number; end?: number }): Promise<Readable>;
  /** Undefined where there is no such object. */
  stat(path: string): Promise<Required<StoredObject> | undefined>;
  /** Every object below a folder, in order of path. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Removes an object, or everything below a folder; nothing there is no error. */
  remove(path: string): Promise<void>;
  /** A local folder (or file) that holds this prefix for reading: the data itself on a filesystem, a checked copy for S3. */
  localize(prefix: string): Promise<string>;
  /** Resolves when the store answers; else says what is wrong with it. */
  check(): Promise<void>;
}
