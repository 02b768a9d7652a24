import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putAll } from '@/lib/storage/parallel';
import type { ArtifactStore } from '@/lib/storage/store';

export interface Backend {
  /** A store on nothing but this folder (and its server); two made on one folder share what is stored. */
  open(folder: string): ArtifactStore;
  /** Replaces stored bytes behind the store's back. */
  damage(store: ArtifactStore, objectPath: string, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

const mebibyte = 1024 * 1024;
const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function pathsOf(store: ArtifactStore, prefix: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const object of store.list(prefix)) paths.push(object.path);
  return paths;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes of all buffers that are still reachable. */
function bufferBytes(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

// Each mebibyte of a large object is another window on these bytes, so that the test itself takes no memory worth counting.
const noise = randomBytes(mebibyte + 1000);
const mebibyteAt = (i: number): Buffer => noise.subarray(i, i + mebibyte);

/** A stream of `count` different mebibytes, made as they are asked for. */
function mebibytes(count: number, failAfter = Number.POSITIVE_INFINITY): Readable {
  return Readable.from(
    (async function* () {
      for (let i = 0; i < count; i++) {
        if (i === failAfter) throw new Error('the client hung up');
        yield mebibyteAt(i);
      }
    })(),
  );
}

/** What every artifact store does, whatever it stands on. */
export function artifactStoreContract(name: string, start: () => Promise<Backend>): void {
  describe(`artifact store on ${name}`, () => {
    let backend: Backend;
    let folder: string;
    let store: ArtifactStore;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'almanac-store-'));
      backend = await start();
      store = backend.open(folder);
      await store.check();
    });
    afterAll(async () => {
      await backend?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('reads back what was put, as bytes, text or stream', async () => {
      const bytes = randomBytes(100_000);
      const put = await store.put('basic/bytes.bin', bytes, { contentType: 'application/x-test' });
      expect(put).toMatchObject({ path: 'basic/bytes.bin', sizeBytes: 100_000, sha256: hashOf(bytes) });
      expect(put.modifiedAt).toBeInstanceOf(Date);
      expect((await store.read('basic/bytes.bin')).equals(bytes)).toBe(true);
      expect((await bytesOf(await store.stream('basic/bytes.bin'))).equals(bytes)).toBe(true);

      await store.put('basic/text.json', '{"naïve":"☃"}');
      expect((await store.read('basic/text.json')).toString()).toBe('{"naïve":"☃"}');

      const streamed = await store.put('basic/streamed.bin', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]));
      expect(streamed).toMatchObject({ sizeBytes: 100_000, sha256: hashOf(bytes) });
      expect((await store.read('basic/streamed.bin')).equals(bytes)).toBe(true);
    });

    test('a view of a larger buffer is stored as the view', async () => {
      const whole = new Uint8Array([1, 2, 3, 4, 5]);
      await store.put('basic/view.bin', whole.subarray(1, 3));
      expect([...(await store.read('basic/view.bin'))]).toEqual([2, 3]);
    });

    test('an empty object is an object', async () => {
      await store.put('empty/bytes', new Uint8Array());
      await store.put('empty/stream', Readable.from([]));
      for (const at of ['empty/bytes', 'empty/stream']) {
        expect((await store.read(at)).length).toBe(0);
        expect((await bytesOf(await store.stream(at))).length).toBe(0);
        expect(await store.stat(at)).toMatchObject({ path: at, sizeBytes: 0, sha256: hashOf('') });
      }
      expect(await pathsOf(store, 'empty')).toEqual(['empty/bytes', 'empty/stream']);
    });

    test('stat tells size, time and checksum, and undefined where there is nothing', async () => {
      const before = Date.now();
      await store.put('stat/object', 'abc');
      const at = await store.stat('stat/object');
      expect(at).toMatchObject({ path: 'stat/object', sizeBytes: 3, sha256: hashOf('abc') });
      expect(Math.abs((at?.modifiedAt.getTime() ?? 0) - before)).toBeLessThan(60_000);
      expect(await store.stat('stat/nothing')).toBeUndefined();
      expect(await store.stat('stat')).toBeUndefined();
      expect(await store.stat('stat/object/below')).toBeUndefined();
    });

    test('what is not there is not found', async () => {
      await expect(store.read('nothing/here')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.stream('nothing/here')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.stream('nothing/here', { start: 1 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.localize('nothing/here')).rejects.toMatchObject({ code: 'not_found' });
      await store.remove('nothing/here');
      expect(await pathsOf(store, 'nothing')).toEqual([]);
    });

    test('ranges are inclusive and end at the object', async () => {
      await store.put('range/digits', '0123456789');
      const range = async (start: number, end?: number) =>
        (await bytesOf(await store.stream('range/digits', { start, ...(end !== undefined && { end }) }))).toString();
      expect(await range(0, 0)).toBe('0');
      expect(await range(2, 4)).toBe('234');
      expect(await range(7)).toBe('789');
      expect(await range(0)).toBe('0123456789');
      expect(await range(8, 100)).toBe('89');
      for (const [start, end] of [[10], [11, 12], [5, 4], [-1, 3], [0.5, 2]] as [number, number?][]) {
        await expect(range(start, end)).rejects.toMatchObject({ code: 'bad_request' });
      }
    });

    test('lists below a folder only, in order of path', async () => {
      const paths = [
        'order/a',
        'order/a b',
        'order/a-b',
        'order/a/b/c',
        'order/ä',
        'order/b/1',
        'order/b/10',
        'order/b/2',
        'order/\u{1F600}',
        'order/\uffee',
      ];
      // A file `a` and a folder `a` do not fit together on a filesystem.
      const stored = paths.filter((at) => at !== 'order/a');
      await putAll(
        store,
        stored.map((at) => ({ path: at, body: at })),
      );
      await store.put('ordered', 'beside the folder');
      const expected = [...stored].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await pathsOf(store, 'order')).toEqual(expected);
      expect(await pathsOf(store, 'order/')).toEqual(expected);
      expect(await pathsOf(store, 'order/b')).toEqual(['order/b/1', 'order/b/10', 'order/b/2']);
      expect(await pathsOf(store, 'ord')).toEqual([]);
      expect(await pathsOf(store, '')).toEqual(expect.arrayContaining(['ordered', 'order/a-b']));
      for await (const object of store.list('order')) {
        expect(object.sizeBytes).toBe(Buffer.byteLength(object.path));
        expect(object.modifiedAt.getTime()).toBeGreaterThan(0);
      }
    });

    test('names may hold any Unicode and whatever URLs and XML find special', async () => {
      const names = [
        'ключ/値.json',
        'a&b<c>"d\'e',
        '50% + 1 = x?y#z',
        'space and  two',
        'day=01;v=2',
        '~tilde!*()',
        'sales/category=Home & Garden/x',
        'e\u0301',
        '...',
        '.hidden',
        '%2e%2e',
        '100%',
      ];
      for (const name of names) {
        await store.put(`names/${name}`, name);
        expect((await store.read(`names/${name}`)).toString()).toBe(name);
        expect(await store.stat(`names/${name}`)).toMatchObject({ path: `names/${name}`, sha256: hashOf(name) });
      }
      expect(new Set(await pathsOf(store, 'names'))).toEqual(new Set(names.map((name) => `names/${name}`)));
      const local = await store.localize('names');
      for (const name of names) expect(await readFile(path.join(local, name), 'utf8')).toBe(name);
      await store.remove('names');
      expect(await pathsOf(store, 'names')).toEqual([]);
    });

    test('names that lead elsewhere are refused everywhere', async () => {
      const names = [
        '../x',
        '/x',
        'a//b',
        'a/./b',
        'a/../b',
        'a/..',
        '.',
        '..',
        '',
        'x/',
        'a\0b',
        'a\\b',
        '..\\x',
        'a\nb',
        '\ud800',
        'a'.repeat(251),
        `${'a/'.repeat(600)}b`,
      ];
      for (const name of names) {
        const refusal = { code: 'bad_request', errors: [expect.objectContaining({ path: 'path' })] };
        await expect(store.put(name, 'x'), JSON.stringify(name)).rejects.toMatchObject(refusal);
        await expect(store.read(name)).rejects.toMatchObject(refusal);
        await expect(store.stream(name)).rejects.toMatchObject(refusal);
        await expect(store.stat(name)).rejects.toMatchObject(refusal);
        await expect(store.remove(name)).rejects.toMatchObject(refusal);
        if (name === '' || name === 'x/') continue; // folders may be named so
        await expect(pathsOf(store, name)).rejects.toMatchObject(refusal);
        await expect(store.localize(name)).rejects.toMatchObject(refusal);
      }
    });

    test('the longest names are stored', async () => {
      const longest = `${`${'n'.repeat(203)}/`.repeat(4)}${'é'.repeat(104)}`; // 1,024 bytes
      await store.put(longest, 'long');
      expect((await store.read(longest)).toString()).toBe('long');
      await store.remove('n'.repeat(203));
    });

    test('overwriting replaces bytes, size and checksum', async () => {
      await store.put('overwrite/object', 'first');
      await store.put('overwrite/object', 'second, longer');
      expect((await store.read('overwrite/object')).toString()).toBe('second, longer');
      expect(await store.stat('overwrite/object')).toMatchObject({ sizeBytes: 14, sha256: hashOf('second, longer') });
      await store.put('overwrite/object', 'third');
      expect((await bytesOf(await store.stream('overwrite/object'))).toString()).toBe('third');
      expect(await pathsOf(store, 'overwrite')).toEqual(['overwrite/object']);
    });

    test('removes one object, or everything below a folder, and nothing beside it', async () => {
      await putAll(
        store,
        ['remove/a/1', 'remove/a/2/3', 'remove/ab', 'remove/b'].map((at) => ({ path: at, body: at })),
      );
      await store.remove('remove/a');
      expect(await pathsOf(store, 'remove')).toEqual(['remove/ab', 'remove/b']);
      await store.remove('remove/b');
      expect(await pathsOf(store, 'remove')).toEqual(['remove/ab']);
      await store.remove('remove/ab');
      expect(await pathsOf(store, 'remove')).toEqual([]);
      await store.put('remove/a', 'a file where a folder was');
      expect((await store.read('remove/a')).toString()).toBe('a file where a folder was');
    });

    test('keeps many objects apart', async () => {
      const objects = Array.from({ length: 1100 }, (_, i) => ({
        path: `many/day=${String(i % 31).padStart(2, '0')}/${i}.txt`,
        body: `object ${i}`,
      }));
      const stored = await putAll(store, objects);
      expect(stored).toHaveLength(1100);
      expect(await pathsOf(store, 'many')).toEqual(stored.map((object) => object.path));
      expect(await pathsOf(store, 'many/day=07')).toHaveLength(36);
      await store.remove('many');
      expect(await pathsOf(store, 'many')).toEqual([]);
    });

    test('damaged bytes are told, whether read or streamed', async () => {
      for (const replaced of [Buffer.from('damage by replacement'), Buffer.from('Xamaged object'), Buffer.from('short'), Buffer.alloc(0)]) {
        await store.put('damage/object', 'damaged object');
        await backend.damage(store, 'damage/object', replaced);
        await expect(store.read('damage/object')).rejects.toMatchObject({
          code: 'data_invalid',
          message: expect.stringContaining('damage/object'),
        });
        await expect(store.stream('damage/object').then(bytesOf)).rejects.toMatchObject({ code: 'data_invalid' });
        await store.remove('damage/object');
      }
      await store.put('damage/object', 'mended');
      expect((await store.read('damage/object')).toString()).toBe('mended');
    });

    test('a large stream goes through with bounded memory', async () => {
      const expected = createHash('sha256');
      for (let i = 0; i < 64; i++) expected.update(mebibyteAt(i));
      const hash = expected.digest('hex');
      const base = bufferBytes();
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, bufferBytes() - base);
      }, 150);
      try {
        expect(await store.put('large/object.bin', mebibytes(64))).toMatchObject({ sizeBytes: 64 * mebibyte, sha256: hash });
        const digest = createHash('sha256');
        for await (const chunk of await store.stream('large/object.bin')) digest.update(chunk as Buffer);
        expect(digest.digest('hex')).toBe(hash);
      } finally {
        clearInterval(watch);
      }
      expect(most).toBeLessThan(40 * mebibyte);
      const middle = await bytesOf(await store.stream('large/object.bin', { start: 31 * mebibyte - 2, end: 31 * mebibyte + 1 }));
      expect(middle).toEqual(Buffer.concat([mebibyteAt(30).subarray(-2), mebibyteAt(31).subarray(0, 2)]));
      expect(await store.stat('large/object.bin')).toMatchObject({ sizeBytes: 64 * mebibyte, sha256: hash });
      await store.remove('large');
    });

    test('a large buffer goes through too', async () => {
      const bytes = randomBytes(20 * mebibyte + 17);
      expect(await store.put('large-buffer', bytes)).toMatchObject({ sizeBytes: bytes.length, sha256: hashOf(bytes) });
      expect((await store.read('large-buffer')).equals(bytes)).toBe(true);
      await store.remove('large-buffer');
    });

    test.each([0, 1, 20])('an upload that breaks off after %i MiB leaves nothing visible', async (failAfter) => {
      await expect(store.put(`aborted/new-${failAfter}`, mebibytes(40, failAfter))).rejects.toThrow('the client hung up');
      expect(await store.stat(`aborted/new-${failAfter}`)).toBeUndefined();
      await store.put('aborted/old', 'stays');
      await expect(store.put('aborted/old', mebibytes(40, failAfter))).rejects.toThrow('the client hung up');
      expect((await store.read('aborted/old')).toString()).toBe('stays');
      expect(await pathsOf(store, 'aborted')).toEqual(['aborted/old']);
    });

    test('concurrent puts of one path end with one of them, whole', async () => {
      const other = backend.open(folder);
      const bodies = Array.from({ length: 24 }, (_, i) => Buffer.alloc(1000 + i * 5000, i + 1));
      let writing = true;
      await store.put('race/object', bodies[0] as Buffer);
      const reading = (async () => {
        while (writing) {
          const seen = await store.read('race/object'); // each is checked against its checksum
          expect(seen.every((byte) => byte === seen[0])).toBe(true);
        }
      })();
      await Promise.all(bodies.map((body, i) => (i % 2 ? store : other).put('race/object', body))).finally(() => {
        writing = false;
      });
      await reading;
      const last = await other.read('race/object');
      expect(bodies.some((body) => body.equals(last))).toBe(true);
      expect((await store.stat('race/object'))?.sha256).toBe(hashOf(last));
    });

    test('concurrent large puts of one path do not mix', async () => {
      const hashes = [1, 2, 3].map((value) => hashOf(Buffer.alloc(18 * mebibyte, value)));
      const put = (value: number) =>
        store.put('race/large', Readable.from(Array.from({ length: 18 }, () => Buffer.alloc(mebibyte, value))));
      await Promise.all([put(1), put(2), put(3)]);
      expect(hashes).toContain(hashOf(await store.read('race/large')));
      await store.remove('race');
    });

    test('puts go on while the folder around them is removed', async () => {
      await Promise.all(
        Array.from({ length: 60 }, async (_, i) => {
          if (i % 3 === 0) await store.remove('churn');
          else await store.put(`churn/deep/er/${i}`, String(i));
        }),
      );
      await store.put('churn/deep/last', 'last');
      for await (const object of store.list('churn')) expect((await store.read(object.path)).length).toBeGreaterThan(0);
      await store.remove('churn');
      expect(await pathsOf(store, 'churn')).toEqual([]);
    });

    test('a stream that is not read to its end can be dropped', async () => {
      await store.put('dropped', randomBytes(mebibyte));
      for (let i = 0; i < 100; i++) (await store.stream('dropped')).destroy();
      expect((await store.read('dropped')).length).toBe(mebibyte);
    });

    test('localizes folders and single objects, and follows what changes', async () => {
      await store.put('local/a/one.txt', 'one');
      await store.put('local/a/two.txt', 'two');
      const local = await store.localize('local');
      expect(await readFile(path.join(local, 'a/one.txt'), 'utf8')).toBe('one');
      expect(await readFile(path.join(local, 'a/two.txt'), 'utf8')).toBe('two');
      await store.put('local/a/one.txt', 'ONE');
      await store.put('local/three.txt', 'three');
      await store.remove('local/a/two.txt');
      const [again, sub] = await Promise.all([store.localize('local'), store.localize('local/a')]);
      expect(again).toBe(local);
      expect(sub).toBe(path.join(local, 'a'));
      expect(await readFile(path.join(local, 'a/one.txt'), 'utf8')).toBe('ONE');
      expect(await readFile(path.join(local, 'three.txt'), 'utf8')).toBe('three');
      await expect(readFile(path.join(local, 'a/two.txt'))).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await readFile(await store.localize('local/three.txt'), 'utf8')).toBe('three');
    });
  });
}
