import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AlmanacError } from '@/lib/errors';
import { writeFailure } from '@/lib/storage/system-error';

export interface SpoolLimits {
  /** Bytes that wait in memory. */
  memory: number;
  /** Bytes that wait on disk; beyond them the sender has to wait. */
  disk: number;
}

const defaultLimits: SpoolLimits = { memory: 4 * 2 ** 20, disk: 8 * 2 ** 30 };
const pieceBytes = 256 * 1024;

/**
 * A request's body, received as fast as its client sends it, to be read as slowly as need be. What waits is in memory up to a few
 * MiB and in a file beyond: most clients send to the end before they read anything, and would wait forever for one who reads
 * on only while they take the answer.
 */
export class Spool implements AsyncIterable<Uint8Array> {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly queue: Uint8Array[] = [];
  private queued = 0;
  private file: { handle: FileHandle; path: string } | undefined;
  private written = 0;
  private readBack = 0;
  private ended = false;
  private dropping = false;
  private failure: unknown;
  private wake: () => void = () => {};

  constructor(
    source: ReadableStream<Uint8Array>,
    private readonly limits = defaultLimits,
  ) {
    this.reader = source.getReader();
    void this.receive(this.reader);
  }

  /** Bytes that wait on disk. */
  get onDisk(): number {
    return this.written - this.readBack;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.queue.shift();
      if (next) {
        this.queued -= next.byteLength;
        yield next;
      } else if (this.onDisk > 0) {
        const piece = new Uint8Array(Math.min(pieceBytes, this.onDisk));
        const { bytesRead } = await (this.file as { handle: FileHandle }).handle.read(piece, 0, piece.length, this.readBack);
        this.readBack += bytesRead;
        this.wake();
        yield piece.subarray(0, bytesRead);
      } else if (this.failure !== undefined) throw this.failure;
      else if (this.ended) return;
      else await this.change();
    }
  }

  /**
   * Gives up what waits. What is still sent is received and dropped, so that its client comes to read the answer, or, where the
   * client has gone, not received at all.
   */
  async close(clientHasGone = false): Promise<void> {
    this.dropping = true;
    if (clientHasGone) void this.reader.cancel().catch(() => undefined);
    this.queue.length = 0;
    this.wake();
    const { file } = this;
    this.file = undefined;
    if (!file) return;
    await file.handle.close();
    await rm(file.path, { force: true });
  }

  private async receive(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (!this.dropping) await this.keep(value);
        this.wake();
      }
    } catch (error) {
      this.failure =
        error instanceof AlmanacError
          ? error
          : new AlmanacError('bad_request', 'The body ended before all of it was there. Send it again.', [
              { path: 'body', message: 'was cut short' },
            ]);
      void reader.cancel().catch(() => undefined);
    }
    this.ended = true;
    this.wake();
  }

  private async keep(value: Uint8Array): Promise<void> {
    // Memory is used only while nothing waits on disk, so that what came first is read first.
    if (this.onDisk === 0 && this.queued + value.byteLength <= this.limits.memory) {
      this.queued += value.byteLength;
      this.queue.push(value);
      return;
    }
    while (this.onDisk >= this.limits.disk && !this.dropping) await this.change();
    if (this.dropping) return;
    try {
      this.file ??= await scratchFile();
      await this.file.handle.write(value, 0, value.byteLength, this.written);
      this.written += value.byteLength;
    } catch (error) {
      // Closed meanwhile: nobody wants it any more.
      if (!this.dropping) throw writeFailure(error, os.tmpdir());
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.wake;
      this.wake = () => {
        before();
        resolve();
      };
    });
  }
}

async function scratchFile(): Promise<{ handle: FileHandle; path: string }> {
  const name = path.join(os.tmpdir(), `almanac-batch-${randomUUID()}`);
  const handle = await open(name, 'wx+', 0o600);
  // Nameless from here on, where the system has that: nothing is left behind, however this process ends.
  if (process.platform !== 'win32') await rm(name, { force: true });
  return { handle, path: name };
}
