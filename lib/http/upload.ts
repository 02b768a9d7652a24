import { createWriteStream } from 'node:fs';
import { AlmanacError } from '@/lib/errors';
import { writeFailure } from '@/lib/storage/system-error';

export interface UploadOptions {
  /** Bytes at the beginning that `judge` is given; all of a shorter body. */
  headBytes: number;
  /** Throws where the body is not worth receiving. */
  judge(head: Buffer, complete: boolean): void;
  /** Bytes to keep, where the beginning is enough; the rest is received and dropped. Asked anew for each piece. */
  readonly mostBytes?: number | undefined;
}

/** The media type of a request's body. @throws AlmanacError `unsupported_media_type` where it is none of these */
export function requireType(request: Request, types: readonly string[]): string {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (types.includes(type)) return type;
  const message = `must be ${types.join(' or ')}, not ${type || 'missing'}`;
  throw new AlmanacError('unsupported_media_type', `Content-Type ${message}.`, [{ path: 'content-type', message }]);
}

/**
 * Writes a request's body to a file, as it comes: never more than a piece of it is in memory.
 * @returns bytes kept
 * @throws what `judge` throws, as soon as the beginning is there; AlmanacError `bad_request` where the body ends too soon,
 *   `unavailable` where the disk is full
 */
export async function saveBody(request: Request, file: string, options: UploadOptions): Promise<number> {
  const { headBytes, judge } = options;
  if (!request.body) {
    judge(Buffer.alloc(0), true);
    return 0;
  }
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const out = createWriteStream(file);
  const failed = new Promise<never>((_, reject) => out.once('error', (error) => reject(writeFailure(error, file))));
  failed.catch(() => undefined); // told by whoever waits next
  let head: Buffer[] | undefined = [];
  let [received, kept] = [0, 0];
  try {
    for (;;) {
      const { done, value } = await read(reader);
      if (done) break;
      received += value.byteLength;
      const bytes = Buffer.from(
        value.buffer,
        value.byteOffset,
        Math.min(value.byteLength, (options.mostBytes ?? Number.POSITIVE_INFINITY) - kept),
      );
      if (head) {
        head.push(Buffer.from(bytes));
        if (received >= headBytes) {
          judge(Buffer.concat(head).subarray(0, headBytes), false);
          head = undefined;
        }
      }
      kept += bytes.length;
      if (bytes.length > 0 && !out.write(bytes)) await Promise.race([failed, new Promise<void>((resolve) => out.once('drain', resolve))]);
    }
    if (head) judge(Buffer.concat(head), true);
    await Promise.race([failed, new Promise<void>((resolve) => out.end(resolve))]);
    return kept;
  } catch (error) {
    out.destroy();
    // Clients send to the end before they read: what is still to come is received and dropped, while the answer goes out.
    void dropRest(reader);
    throw error;
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    throw new AlmanacError(
      'bad_request',
      'The body ended before all of it was there. Send it again.',
      [{ path: 'body', message: 'was cut short' }],
      {
        cause: error,
      },
    );
  }
}

async function dropRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has gone, which is as well.
  }
}
