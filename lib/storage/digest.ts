import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { AlmanacError } from '@/lib/errors';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function damaged(path: string): AlmanacError {
  return new AlmanacError(
    'data_invalid',
    `The artifact ${path} is damaged: its bytes do not match its checksum. Restore it from a backup or run again the job that wrote it.`,
    [{ path, message: 'does not match its checksum' }],
  );
}

export function missing(path: string): AlmanacError {
  return new AlmanacError('not_found', `There is no artifact ${path}.`, [{ path: 'path', message: 'names no stored object' }]);
}

/** @throws AlmanacError `bad_request` where a byte range has no byte of an object of this size. */
export function checkRange(path: string, range: { start: number; end?: number }, sizeBytes: number): void {
  const { start, end = sizeBytes - 1 } = range;
  const whole = start === 0 && range.end === undefined;
  const sound = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start && start < sizeBytes;
  if (!whole && !sound) {
    throw new AlmanacError(
      'bad_request',
      `The range ${start}-${range.end ?? ''} has no byte of the artifact ${path} (${sizeBytes} bytes).`,
      [{ path: 'range', message: `must lie within 0-${Math.max(0, sizeBytes - 1)}` }],
    );
  }
}

/** The same memory as a Buffer; text as UTF-8. */
export function toBuffer(chunk: Uint8Array | string): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Counts and hashes bytes on their way from a stream to whoever iterates. */
export class Digest {
  readonly #hash = createHash('sha256');
  sizeBytes = 0;
  #hex?: string;

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.sizeBytes += chunk.length;
  }

  async *through(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      const bytes = toBuffer(chunk);
      this.update(bytes);
      yield bytes;
    }
  }

  /** Of everything that has passed; ask once the stream has ended. */
  get sha256(): string {
    this.#hex ??= this.#hash.digest('hex');
    return this.#hex;
  }
}

/** The checksum of a stream's bytes. */
export async function digestOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = new Digest();
  for await (const chunk of source) digest.update(chunk);
  return digest.sha256;
}

/** Passes bytes through and fails at their end where they are not what was stored. */
export class Verifier extends Transform {
  readonly #digest = new Digest();
  readonly #accept: (sha256: string, sizeBytes: number) => boolean | Promise<boolean>;
  readonly #path: string;

  constructor(path: string, accept: (sha256: string, sizeBytes: number) => boolean | Promise<boolean>) {
    super();
    this.#path = path;
    this.#accept = accept;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#digest.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    Promise.resolve(this.#accept(this.#digest.sha256, this.#digest.sizeBytes)).then(
      (accepted) => done(accepted ? null : damaged(this.#path)),
      (error: Error) => done(error),
    );
  }
}
