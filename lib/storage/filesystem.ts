import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { AlmanacError } from '@/lib/errors';
import { ChecksumLog, type ChecksumRecord } from './checksum-log';
import { checkRange, Digest, damaged, digestOf, missing, sha256, Verifier } from './digest';
import { FileSync } from './file-sync';
import { KnownFolders } from './known-folders';
import { checkPath, checkPrefix } from './object-path';
import type { ArtifactStore, StoredObject } from './store';
import { sweep } from './sweep';
import { hasCode, writeFailure } from './system-error';

/**
 * Objects as plain files. `<root>/objects` holds them under their own paths, `<root>/checksums` what they hash to, and
 * `<root>/uploads` what is being written or thrown away. An object is written to `uploads`, synced, and renamed into place.
 */
export class FilesystemStore implements ArtifactStore {
  readonly kind = 'filesystem';
  readonly #objects: string;
  readonly #uploads: string;
  readonly #checksums: ChecksumLog;
  readonly #sync = new FileSync();
  readonly #known = new KnownFolders();
  #ready?: Promise<string>;

  constructor(readonly root: string) {
    this.#objects = path.join(root, 'objects');
    this.#uploads = path.join(root, 'uploads');
    this.#checksums = new ChecksumLog(path.join(root, 'checksums'));
  }

  async put(objectPath: string, body: Uint8Array | string | Readable): Promise<Required<StoredObject>> {
    checkPath(objectPath);
    try {
      await this.#prepare();
      const upload = this.#scratch();
      try {
        const record = await this.#write(upload, objectPath, body);
        await this.#moveIntoPlace(upload, objectPath);
        return { path: objectPath, sizeBytes: record.sizeBytes, modifiedAt: toDate(record.modifiedNs), sha256: record.sha256 };
      } catch (error) {
        await rm(upload, { force: true });
        throw error;
      }
    } catch (error) {
      if (hasCode(error, 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EEXIST')) {
        throw new AlmanacError(
          'conflict',
          `The artifact ${objectPath} cannot be stored: its name is a folder's, or a part of it is a file's.`,
          [{ path: 'path', message: 'choose another name, or remove what is there' }],
        );
      }
      throw writeFailure(error, this.root);
    }
  }

  async read(objectPath: string): Promise<Buffer> {
    for (let attempt = 0; ; attempt++) {
      const handle = await this.#open(objectPath);
      try {
        const bytes = await handle.readFile();
        if (await this.#checksums.accepts(objectPath, sha256(bytes), bytes.length)) return bytes;
        // What was opened may have been removed, its record with it, and another put in its place since.
        if (attempt === 10 || (await this.#isStill(handle, objectPath))) throw damaged(objectPath);
      } finally {
        await handle.close();
      }
    }
  }

  async stream(objectPath: string, range?: { start: number; end?: number }): Promise<Readable> {
    const handle = await this.#open(objectPath);
    try {
      if (range) checkRange(objectPath, range, (await handle.stat()).size);
      if (range && (range.start > 0 || range.end !== undefined)) return handle.createReadStream({ start: range.start, end: range.end });
      const records = await this.#checksums.records(objectPath);
      const verifier = new Verifier(objectPath, async (hash, size) => {
        const known = records.some((record) => record.sha256 === hash && record.sizeBytes === size);
        return known || (await this.#checksums.accepts(objectPath, hash, size));
      });
      // The verifier carries every failure to its reader, so nothing is left to do here.
      return pipeline(handle.createReadStream(), verifier, () => {});
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async stat(objectPath: string): Promise<Required<StoredObject> | undefined> {
    let handle: FileHandle;
    try {
      handle = await this.#open(objectPath);
    } catch (error) {
      if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
      throw error;
    }
    try {
      const at = await handle.stat({ bigint: true });
      const sizeBytes = Number(at.size);
      const records = await this.#checksums.records(objectPath);
      const record = records.findLast((candidate) => candidate.modifiedNs === at.mtimeNs && candidate.sizeBytes === sizeBytes);
      const hash = record?.sha256 ?? (await digestOf(handle.createReadStream({ start: 0, autoClose: false })));
      return { path: objectPath, sizeBytes, modifiedAt: toDate(at.mtimeNs), sha256: hash };
    } finally {
      await handle.close();
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const folder = checkPrefix(prefix);
    await this.#prepare();
    if (folder !== '' && !(await this.#inside(path.join(this.#objects, folder)))) return;
    yield* this.#walk(folder);
  }

  async remove(objectPath: string): Promise<void> {
    checkPath(objectPath);
    await this.#prepare();
    const full = path.join(this.#objects, objectPath);
    if (!(await this.#inside(path.dirname(full)))) return;
    this.#known.forget();
    const trash = this.#scratch();
    try {
      await rename(full, trash);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return;
      throw writeFailure(error, this.root);
    }
    await this.#checksums.remove(objectPath, () => this.#scratch());
    await rm(trash, { recursive: true, force: true });
    await this.#prune(path.dirname(full));
  }

  async localize(prefix: string): Promise<string> {
    const folder = checkPrefix(prefix);
    await this.#prepare();
    const full = path.join(this.#objects, folder);
    if (!(await this.#inside(full))) throw missing(folder);
    return full;
  }

  async check(): Promise<void> {
    try {
      await this.#prepare();
      const probe = this.#scratch();
      const handle = await open(probe, 'wx');
      await handle.close();
      await rm(probe);
    } catch (error) {
      throw writeFailure(error, this.root);
    }
  }

  /** Makes the store's folders, once a process, and throws away what killed processes left. Answers the objects' real folder. */
  async #prepare(): Promise<string> {
    this.#ready ??= (async () => {
      await mkdir(this.#objects, { recursive: true });
      await mkdir(this.#uploads, { recursive: true });
      await sweep(this.#uploads);
      return realpath(this.#objects);
    })();
    try {
      return await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }

  #scratch(): string {
    return path.join(this.#uploads, randomUUID());
  }

  /** Writes and syncs the bytes under a scratch name, and records what they hash to. */
  async #write(upload: string, objectPath: string, body: Uint8Array | string | Readable): Promise<ChecksumRecord> {
    const handle = await open(upload, 'wx');
    try {
      let hash: string;
      if (body instanceof Readable) {
        const digest = new Digest();
        for await (const chunk of digest.through(body)) await handle.appendFile(chunk);
        hash = digest.sha256;
      } else {
        await handle.writeFile(body);
        hash = sha256(body);
      }
      const at = await handle.stat({ bigint: true });
      const record = { sha256: hash, sizeBytes: Number(at.size), modifiedNs: at.mtimeNs };
      const [synced, recorded] = await Promise.allSettled([handle.sync(), this.#checksums.append(objectPath, record)]);
      for (const step of [synced, recorded]) if (step.status === 'rejected') throw step.reason;
      return record;
    } finally {
      await handle.close();
    }
  }

  async #moveIntoPlace(upload: string, objectPath: string): Promise<void> {
    const target = path.join(this.#objects, objectPath);
    const folder = path.dirname(target);
    // A parallel `remove` may prune the folder between the two calls; then make it again.
    for (let attempt = 0; ; attempt++) {
      const made = await this.#makeFolder(folder);
      try {
        await rename(upload, target);
        await this.#sync.syncUpTo(folder, made === undefined ? folder : path.dirname(made));
        return;
      } catch (error) {
        if (!hasCode(error, 'ENOENT') || attempt === 10) throw error;
        this.#known.forget();
      }
    }
  }

  /** Makes a folder inside the store, once it is sure that what there is of it lies inside; answers the topmost one made. */
  async #makeFolder(folder: string): Promise<string | undefined> {
    if (folder === this.#objects || this.#known.has(folder)) return undefined;
    let existing = path.dirname(folder);
    while (!this.#known.has(existing) && !(await this.#inside(existing))) existing = path.dirname(existing);
    const made = await mkdir(folder, { recursive: true });
    if (made === undefined) await this.#inside(folder);
    this.#known.add(folder);
    if (made !== folder) this.#known.add(existing);
    return made;
  }

  /** False where there is nothing. @throws AlmanacError `bad_request` where a symbolic link leads out of the store. */
  async #inside(full: string): Promise<boolean> {
    const root = await this.#prepare();
    try {
      const real = await realpath(full);
      if (real === root || real.startsWith(root + path.sep)) return true;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
      if (!hasCode(error, 'ELOOP')) throw error;
    }
    const shown = path.relative(this.#objects, full);
    throw new AlmanacError(
      'bad_request',
      `The artifact folder ${shown} is a symbolic link that leads out of the store; nothing is read or written through it.`,
      [{ path: 'path', message: 'leads out of the store' }],
    );
  }

  async #open(objectPath: string): Promise<FileHandle> {
    checkPath(objectPath);
    const full = path.join(this.#objects, objectPath);
    if (!(await this.#inside(path.dirname(full)))) throw missing(objectPath);
    let handle: FileHandle;
    try {
      handle = await open(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) throw missing(objectPath);
      throw error;
    }
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw missing(objectPath);
  }

  /** Whether an open file is the one that the path names now. */
  async #isStill(handle: FileHandle, objectPath: string): Promise<boolean> {
    const opened = await handle.stat({ bigint: true });
    try {
      const named = await lstat(path.join(this.#objects, objectPath), { bigint: true });
      return named.ino === opened.ino && named.mtimeNs === opened.mtimeNs;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
      throw error;
    }
  }

  async *#walk(folder: string): AsyncIterable<StoredObject> {
    const entries = await readdir(path.join(this.#objects, folder), { withFileTypes: true }).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    });
    // As S3 orders keys: by their bytes, a folder's name counting with its slash.
    const ordered = entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({ entry, key: Buffer.from(entry.isDirectory() ? `${entry.name}/` : entry.name) }))
      .sort((a, b) => Buffer.compare(a.key, b.key));
    for (const { entry } of ordered) {
      const at = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        yield* this.#walk(at);
        continue;
      }
      const found = await stat(path.join(this.#objects, at)).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined; // removed since it was listed
        throw error;
      });
      if (found?.isFile()) yield { path: at, sizeBytes: found.size, modifiedAt: found.mtime };
    }
  }

  /** Removes folders left empty, as S3 knows none. */
  async #prune(folder: string): Promise<void> {
    for (let at = folder; at !== this.#objects; at = path.dirname(at)) {
      try {
        if (!(await lstat(at)).isDirectory()) return;
        await rmdir(at);
      } catch (error) {
        if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY')) return;
        throw error;
      }
    }
  }
}

function toDate(nanoseconds: bigint): Date {
  return new Date(Number(nanoseconds / 1_000_000n));
}
