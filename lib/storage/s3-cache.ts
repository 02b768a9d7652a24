import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inParallel } from './parallel';
import { sweep } from './sweep';
import { hasCode, writeFailure } from './system-error';

/** An object as a listing tells of it; `etag` changes with its bytes. */
export interface RemoteObject {
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
  etag: string;
}

const downloads = 16;

/**
 * Local copies of objects for libraries that read files. `objects/` holds them under their own paths and `etags/` which state each
 * is a copy of. A copy appears by rename once its checksum has been verified, so many processes may refresh one folder at once.
 */
export class S3Cache {
  readonly #objects: string;
  readonly #etags: string;
  readonly #downloads: string;
  #swept?: Promise<void>;

  constructor(
    folder: string,
    private readonly fetch: (objectPath: string) => Promise<Readable>,
  ) {
    this.#objects = path.join(folder, 'objects');
    this.#etags = path.join(folder, 'etags');
    this.#downloads = path.join(folder, 'downloads');
  }

  pathOf(objectPath: string): string {
    return path.join(this.#objects, objectPath);
  }

  /** Makes the local folder equal to what is listed; answers how many objects that is. */
  async refresh(folder: string, objects: AsyncIterable<RemoteObject>): Promise<number> {
    const listed = new Set<string>();
    await inParallel(objects, downloads, async (object) => {
      listed.add(object.path);
      await this.refreshOne(object);
    });
    if (listed.size > 0) await this.#removeOthers(folder, listed);
    return listed.size;
  }

  /** The local copy of one object, downloaded where it is not the listed state yet. */
  async refreshOne(object: RemoteObject): Promise<string> {
    const copy = this.pathOf(object.path);
    const mark = path.join(this.#etags, object.path);
    const vouched = await textOf(mark);
    if (vouched !== undefined && vouched === (await stateOf(object, copy))) return copy;
    try {
      await this.#prepare();
      const download = path.join(this.#downloads, randomUUID());
      try {
        await pipeline(await this.fetch(object.path), createWriteStream(download, { flags: 'wx' }));
        // Told of the download, not of the copy: another process may replace the copy at any moment.
        const state = await stateOf(object, download);
        await mkdir(path.dirname(copy), { recursive: true });
        await rename(download, copy);
        await mkdir(path.dirname(mark), { recursive: true });
        await writeFile(download, state ?? '', { flag: 'wx' });
        await rename(download, mark);
      } finally {
        await rm(download, { force: true });
      }
    } catch (error) {
      throw writeFailure(error, this.#objects);
    }
    return copy;
  }

  async #prepare(): Promise<void> {
    this.#swept ??= mkdir(this.#downloads, { recursive: true }).then(() => sweep(this.#downloads));
    await this.#swept;
  }

  async #removeOthers(folder: string, listed: Set<string>): Promise<void> {
    for (const entry of await readdir(this.pathOf(folder), { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) continue;
      const full = path.join(entry.parentPath, entry.name);
      const objectPath = path.relative(this.#objects, full).split(path.sep).join('/');
      if (listed.has(objectPath)) continue;
      await rm(path.join(this.#etags, objectPath), { force: true });
      await rm(full, { force: true });
    }
  }
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
}

/** A line that holds of one file only: which state of the object it is a copy of, and when the file was written. */
async function stateOf(object: RemoteObject, file: string): Promise<string | undefined> {
  try {
    const { size, mtimeNs } = await stat(file, { bigint: true });
    return size === BigInt(object.sizeBytes) ? `${object.etag} ${size} ${mtimeNs}` : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
