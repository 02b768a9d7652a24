import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesystemStore } from '@/lib/storage/filesystem';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'almanac-kill-'));
  program = path.join(folder, 'writer.mjs');
  await build({
    stdin: {
      contents: `
        import { FilesystemStore } from '@/lib/storage/filesystem';
        const store = new FilesystemStore(process.argv[2]);
        for (let round = 1; ; round++) {
          await Promise.all(Array.from({ length: 6 }, async (_, i) => {
            const size = 1000 + ((round * 7919 + i * 104729) % 300000);
            await store.put('data/set/v1/part-' + i, Buffer.alloc(size, (round + i) % 256));
            if (i === 0) await store.remove('data/set/v1/extra/' + (round - 1));
            if (i === 1) await store.put('data/set/v1/extra/' + round, 'extra ' + round);
          }));
          console.log(round);
        }`,
      resolveDir: root,
      loader: 'ts',
    },
    alias: { '@': root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('whenever a writer is killed, what is there is whole and can be written over', async () => {
  const at = path.join(folder, 'artifacts');
  for (let kill = 0; kill < 6; kill++) {
    const writer = spawn(process.execPath, [program, at], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(writer, 'exit');
    await once(createInterface(writer.stdout), 'line');
    await new Promise((resolve) => setTimeout(resolve, 5 + kill * 13));
    writer.kill('SIGKILL');
    await exit;
    const store = new FilesystemStore(at);
    let found = 0;
    for await (const object of store.list('data')) {
      const bytes = await store.read(object.path); // refused where the bytes are not what was stored
      if (object.path.includes('part-')) expect(bytes.equals(Buffer.alloc(bytes.length, bytes[0]))).toBe(true);
      expect((await store.stat(object.path))?.sizeBytes).toBe(bytes.length);
      found++;
    }
    expect(found).toBeGreaterThanOrEqual(6);
    await store.put('data/set/v1/part-0', 'mine');
    expect((await store.read('data/set/v1/part-0')).toString()).toBe('mine');
  }
});
