import { mkdir } from 'node:fs/promises';

const most = 10_000;

/**
 * Folders that this process has made or seen, so that a put into one of them need not ask again. What another process removes
 * meanwhile shows as ENOENT on use: forget, and make it anew.
 */
export class KnownFolders {
  readonly #known = new Set<string>();

  has(folder: string): boolean {
    return this.#known.has(folder);
  }

  add(folder: string): void {
    if (this.#known.size >= most) this.#known.clear();
    this.#known.add(folder);
  }

  forget(): void {
    this.#known.clear();
  }

  /** Makes a folder and those above it where they are not known to be there; answers the topmost one that was made. */
  async make(folder: string): Promise<string | undefined> {
    if (this.has(folder)) return undefined;
    const made = await mkdir(folder, { recursive: true });
    this.add(folder);
    return made;
  }
}
