import { readdir } from 'node:fs/promises';
import os from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Spool } from './spool';

const limits = { memory: 64, disk: 512 };

/** A sender that counts what has been taken from it. */
function sender(pieces: Uint8Array[]) {
  const taken = { pieces: 0, bytes: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = pieces[taken.pieces];
        if (!next) return controller.close();
        taken.pieces++;
        taken.bytes += next.byteLength;
        controller.enqueue(next);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

const leftBehind = async () => (await readdir(os.tmpdir())).filter((name) => name.startsWith('almanac-batch-'));

it('gives back every byte in order, however fast it is read, and leaves nothing behind', async () => {
  const before = await leftBehind();
  const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), async (lengths, pauses) => {
      let value = 0;
      const pieces = lengths.map((length) => Uint8Array.from({ length }, () => value++ % 251));
      const spool = new Spool(sender(pieces).stream, limits);
      const read: number[] = [];
      let at = 0;
      for await (const piece of spool) {
        read.push(...piece);
        // Lets the sender run ahead now and then.
        if (pauses[at++ % pauses.length]) for (let k = 0; k < 20; k++) await turn();
      }
      await spool.close();
      expect(read).toEqual(pieces.flatMap((piece) => [...piece]));
    }),
    { numRuns: 60, seed: 4 },
  );
  expect(await leftBehind()).toEqual(before);
});

it('holds a few bytes in memory, more on disk, and then lets the sender wait', async () => {
  const pieces = Array.from({ length: 100 }, () => new Uint8Array(32));
  const { stream, taken } = sender(pieces);
  const spool = new Spool(stream, limits);
  for (let last = -1; last !== taken.bytes; await new Promise((resolve) => setTimeout(resolve, 50))) last = taken.bytes;
  // One piece more is in hand.
  expect(taken.bytes).toBe(limits.memory + limits.disk + 32);
  expect(spool.onDisk).toBe(limits.disk);
  let bytes = 0;
  for await (const piece of spool) bytes += piece.byteLength;
  expect(bytes).toBe(3200);
  await spool.close();
});

it('receives the rest for nobody once it is closed, and tells of a body that broke off', async () => {
  const { stream, taken } = sender(Array.from({ length: 100 }, () => new Uint8Array(32)));
  const spool = new Spool(stream, limits);
  for await (const _ of spool) break;
  await spool.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(taken.pieces).toBe(100);
  const broken = new Spool(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }), limits);
  await expect(async () => {
    for await (const _ of broken);
  }).rejects.toMatchObject({ code: 'bad_request', errors: [{ path: 'body', message: 'was cut short' }] });
  await broken.close();
});
