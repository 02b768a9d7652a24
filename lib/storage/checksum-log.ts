import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { KnownFolders } from './known-folders';
import { hasCode } from './system-error';

/** What was stored under a path at one time. */
export interface ChecksumRecord {
  sha256: string;
  sizeBytes: number;
  /** Of the file, in nanoseconds since the epoch: tells the records of one path apart. */
  modifiedNs: bigint;
}

const line = /^([0-9a-f]{64}) (\d+) (-?\d+)$/;

/**
 * The checksums of a filesystem store: one small log a path, in a tree of its own beside the objects.
 *
 * A record is appended *before* the object is renamed into place. So whichever moment a process is killed at, and however many
 * write one path at once, the bytes that readers find have their record. A path's log grows by ~90 bytes with each overwrite and
 * goes with the object. A path with no record (a file that someone copied in) has nothing to be checked against.
 */
export class ChecksumLog {
  readonly #folders = new KnownFolders();

  constructor(readonly root: string) {}

  async append(objectPath: string, record: ChecksumRecord): Promise<void> {
    const file = path.join(this.root, objectPath);
    const { handle, fresh } = await this.#open(file);
    try {
      await handle.appendFile(`${record.sha256} ${record.sizeBytes} ${record.modifiedNs}\n`);
      // A first record lost in a power cut leaves an object unchecked; a later one lost would leave it looking damaged.
      if (!fresh) await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async records(objectPath: string): Promise<ChecksumRecord[]> {
    let text: string;
    try {
      text = await readFile(path.join(this.root, objectPath), 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return [];
      throw error;
    }
    return text.split('\n').flatMap((row) => {
      const match = line.exec(row);
      return match ? [{ sha256: match[1] as string, sizeBytes: Number(match[2]), modifiedNs: BigInt(match[3] as string) }] : [];
    });
  }

  /** Forgets an object, or a folder by way of `trash`, a fresh name on the same filesystem. */
  async remove(objectPath: string, trash: string): Promise<void> {
    this.#folders.forget();
    try {
      await rename(path.join(this.root, objectPath), trash);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return;
      throw error;
    }
    await rm(trash, { recursive: true, force: true });
  }

  async #open(file: string): Promise<{ handle: FileHandle; fresh: boolean }> {
    for (let attempt = 0; ; attempt++) {
      await this.#folders.make(path.dirname(file));
      try {
        return { handle: await open(file, 'ax'), fresh: true };
      } catch (error) {
        if (hasCode(error, 'ENOENT') && attempt < 10) {
          this.#folders.forget();
          continue;
        }
        if (!hasCode(error, 'EEXIST')) throw error;
      }
      try {
        return { handle: await open(file, 'a'), fresh: false };
      } catch (error) {
        if (!hasCode(error, 'ENOENT') || attempt === 10) throw error; // removed between the two calls
      }
    }
  }
}
