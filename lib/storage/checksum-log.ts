import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { FileSync } from './file-sync';
import { KnownFolders } from './known-folders';
import { hasCode } from './system-error';

/** What was stored under a path at one time. */
export interface ChecksumRecord {
  sha256: string;
  sizeBytes: number;
  /** Of the file, in nanoseconds since the epoch: tells the records of one path apart. */
  modifiedNs: bigint;
}

/** A log covers a folder this deep: `datasets/<name>/<version>`, `<experiment>/<run>/artifacts`. */
const depth = 3;
const mostCached = 64;
const line = /^(\d+) (-?\d+) (.+) ([0-9a-f]{64})$/;

interface Log {
  /** Of the file: its inode, and when that was made, since inodes are used again. */
  identity: string;
  bytesRead: number;
  records: Map<string, ChecksumRecord[]>;
}

/**
 * The checksums of a filesystem store, in a tree of logs beside the objects: one append-only file for each folder three deep, since
 * a file beside every object would cost as much as the objects do.
 *
 * A record is appended *before* the object is renamed into place. So whichever moment a process is killed at, and however many
 * write one path at once, the bytes that readers find have their record. A log grows by ~150 bytes with each put and goes with its
 * folder. A path with no record (a file that someone copied in) has nothing to be checked against.
 */
export class ChecksumLog {
  readonly #folders = new KnownFolders();
  readonly #sync = new FileSync();
  readonly #cache = new Map<string, Log>();

  constructor(readonly root: string) {}

  async append(objectPath: string, record: ChecksumRecord): Promise<void> {
    const file = this.#fileOf(objectPath);
    // The newline comes first, so that a line torn by a power cut spoils only itself.
    const text = `\n${record.sizeBytes} ${record.modifiedNs} ${objectPath} ${record.sha256}`;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#folders.make(path.dirname(file));
        const handle = await open(file, 'a');
        try {
          await handle.appendFile(text);
        } finally {
          await handle.close();
        }
        return await this.#sync.sync(file);
      } catch (error) {
        // A parallel `remove` may take the log away between two calls; then begin it anew.
        if (!hasCode(error, 'ENOENT') || attempt === 10) throw error;
        this.#folders.forget();
      }
    }
  }

  /**
   * Whether an object may be what these bytes are: they have a record, or nothing is recorded of the path.
   * A no is checked against the log read anew, in case another process has put a new log in the place of the one known here.
   */
  async accepts(objectPath: string, sha256: string, sizeBytes: number): Promise<boolean> {
    for (const anew of [false, true]) {
      if (anew) this.#cache.delete(this.#fileOf(objectPath));
      const records = await this.records(objectPath);
      if (records.length === 0 || records.some((record) => record.sha256 === sha256 && record.sizeBytes === sizeBytes)) return true;
    }
    return false;
  }

  async records(objectPath: string): Promise<ChecksumRecord[]> {
    const log = await this.#read(this.#fileOf(objectPath));
    return log?.records.get(objectPath) ?? [];
  }

  /** Forgets what lies below a folder, as far as logs cover nothing else; `trash` makes fresh names on the same filesystem. */
  async remove(objectPath: string, trash: () => string): Promise<void> {
    const parts = objectPath.split('/');
    if (parts.length > depth) return;
    this.#folders.forget();
    for (const suffix of ['.log', '.d']) {
      const discarded = trash();
      try {
        await rename(path.join(this.root, ...parts.slice(0, -1).map((part) => `${part}.d`), parts.at(-1) + suffix), discarded);
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) continue;
        throw error;
      }
      await rm(discarded, { recursive: true, force: true });
    }
  }

  /** Suffixes keep apart the log of a folder and the logs below it. */
  #fileOf(objectPath: string): string {
    const parts = objectPath.split('/').slice(0, -1).slice(0, depth);
    const name = parts.pop() ?? '';
    return path.join(this.root, ...parts.map((part) => `${part}.d`), `${name}.log`);
  }

  /** The log as it is now; of one read before, only what has been appended since is read. */
  async #read(file: string): Promise<Log | undefined> {
    let text: string;
    let log = this.#cache.get(file);
    try {
      const handle = await open(file, 'r');
      try {
        const at = await handle.stat({ bigint: true });
        const size = Number(at.size);
        const identity = `${at.ino} ${at.birthtimeNs}`;
        if (!log || log.identity !== identity || log.bytesRead > size) log = { identity, bytesRead: 0, records: new Map() };
        if (log.bytesRead === size) return log;
        const bytes = Buffer.alloc(size - log.bytesRead);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, log.bytesRead);
        text = bytes.toString('utf8', 0, bytesRead);
        log.bytesRead += bytesRead;
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
    for (const row of text.split('\n')) {
      const match = line.exec(row);
      if (!match) continue;
      const [, size, modified, objectPath, sha256] = match as unknown as [string, string, string, string, string];
      const records = log.records.get(objectPath);
      const record = { sha256, sizeBytes: Number(size), modifiedNs: BigInt(modified) };
      if (records) records.push(record);
      else log.records.set(objectPath, [record]);
    }
    this.#cache.delete(file);
    this.#cache.set(file, log);
    for (const [oldest] of this.#cache) {
      if (this.#cache.size <= mostCached) break;
      this.#cache.delete(oldest);
    }
    return log;
  }
}
