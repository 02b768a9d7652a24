import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FilesystemStore } from './filesystem';

let folder: string;
let store: FilesystemStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'almanac-fs-'));
  store = new FilesystemStore(path.join(folder, 'artifacts'));
  await store.check();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inStore = (...parts: string[]): string => path.join(folder, 'artifacts', ...parts);

test('a symbolic link that leads out of the store is neither read, written, listed nor removed through', async () => {
  await mkdir(path.join(folder, 'outside/deeper'), { recursive: true });
  await writeFile(path.join(folder, 'outside/secret'), 'secret');
  await symlink(path.join(folder, 'outside'), inStore('objects/link'));
  await symlink(path.join(folder, 'outside/secret'), inStore('objects/file'));

  const uses = [
    () => store.read('link/secret'),
    () => store.stream('link/secret'),
    () => store.stat('link/secret'),
    () => store.put('link/new', 'x'),
  ];
  for (const use of uses) {
    await expect(use()).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining('symbolic link') });
  }
  await expect(store.put('link/not/yet/there', 'x')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(store.remove('link/secret')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(store.localize('link')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(store.read('file')).rejects.toMatchObject({ code: 'not_found' });
  const listed: string[] = [];
  for await (const object of store.list('')) listed.push(object.path);
  expect(listed).toEqual([]);
  expect((await readdir(path.join(folder, 'outside'))).sort()).toEqual(['deeper', 'secret']);

  // A put replaces a linked file by its own, and leaves alone what the link led to.
  await store.put('file', 'mine');
  expect((await store.read('file')).toString()).toBe('mine');
  expect(await readFile(path.join(folder, 'outside/secret'), 'utf8')).toBe('secret');
});

test('a store whose root is itself a link works', async () => {
  await symlink(inStore(), path.join(folder, 'moved'));
  const moved = new FilesystemStore(path.join(folder, 'moved'));
  await moved.put('a/b', 'x');
  expect((await store.read('a/b')).toString()).toBe('x');
});

test('a file and a folder of one name are a conflict, and nothing is lost', async () => {
  await store.put('a/b', 'file');
  await expect(store.put('a/b/c', 'x')).rejects.toMatchObject({ code: 'conflict' });
  await expect(store.put('a', 'x')).rejects.toMatchObject({ code: 'conflict' });
  expect((await store.read('a/b')).toString()).toBe('file');
  expect(await readdir(inStore('uploads'))).toEqual([]);
});

test('what a killed process left is thrown away after a day, by the next one', async () => {
  const [old, fresh] = [inStore('uploads/old'), inStore('uploads/fresh')];
  await writeFile(old, 'half an upload');
  await writeFile(fresh, 'an upload under way');
  await utimes(old, new Date(), new Date(Date.now() - 25 * 3600 * 1000));
  await new FilesystemStore(inStore()).check();
  expect(await readdir(inStore('uploads'))).toEqual(['fresh']);
});

test('a record without its object, as a kill between the two leaves it, harms nothing', async () => {
  await store.put('a', 'old');
  await appendFile(inStore('checksums/.log'), `\n99 12345 a ${'0'.repeat(64)}`);
  expect((await store.read('a')).toString()).toBe('old');
  expect((await store.stat('a'))?.sizeBytes).toBe(3);
});

test('a torn line spoils only itself', async () => {
  await store.put('x/y/z/a', 'old');
  await appendFile(inStore('checksums/x.d/y.d/z.log'), '\n3 123 x/y/z/a 0123');
  await store.put('x/y/z/a', 'new');
  for (const reader of [store, new FilesystemStore(inStore())]) {
    expect((await reader.read('x/y/z/a')).toString()).toBe('new');
    expect((await reader.stat('x/y/z/a'))?.sha256).toBe('11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437');
  }
});

test('a process sees what others have stored since it last looked', async () => {
  const other = new FilesystemStore(inStore());
  for (const text of ['one', 'two', 'three']) {
    await other.put('shared/a/b/c', text);
    expect((await store.read('shared/a/b/c')).toString()).toBe(text);
    await store.remove('shared');
    await store.put('shared/a/b/c', `${text} again`);
    expect((await other.read('shared/a/b/c')).toString()).toBe(`${text} again`);
  }
});

test('an object without a record is read unchecked; with torn records likewise', async () => {
  await writeFile(inStore('objects/foreign'), 'copied in');
  expect((await store.read('foreign')).toString()).toBe('copied in');
  expect((await store.stat('foreign'))?.sha256).toMatch(/^[0-9a-f]{64}$/);
  await store.put('torn', 'x');
  await truncate(inStore('checksums/.log'), 0);
  expect((await store.read('torn')).toString()).toBe('x');
});

test('a flipped bit is found even where size and time are as they were', async () => {
  await store.put('a', Buffer.from([1, 2, 3]));
  const file = inStore('objects/a');
  const { atime, mtime } = await stat(file);
  await writeFile(file, Buffer.from([1, 2, 2]));
  await utimes(file, atime, mtime);
  await expect(store.read('a')).rejects.toMatchObject({ code: 'data_invalid' });
});

test('removing leaves neither empty folders nor records', async () => {
  await store.put('a/b/c/d', 'x');
  await store.put('a/e', 'x');
  await store.remove('a/b/c/d');
  expect(await readdir(inStore('objects/a'))).toEqual(['e']);
  await store.remove('a');
  expect(await readdir(inStore('objects'))).toEqual([]);
  await expect(stat(inStore('checksums/a.d'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('an aborted stream leaves no upload behind', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      throw new Error('gone');
    })(),
  );
  await expect(store.put('a', broken)).rejects.toThrow('gone');
  expect(await readdir(inStore('uploads'))).toEqual([]);
});

test('a root that cannot be a folder is told by check', async () => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(new FilesystemStore(path.join(folder, 'file', 'artifacts')).check()).rejects.toThrow(/ENOTDIR|EEXIST|not a directory/);
});
