import { open } from 'node:fs/promises';
import path from 'node:path';

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes new names in folders last through a power cut. Calls for a folder whose turn has not come yet share one fsync,
 * so that a thousand parallel writers below one folder do not each pay for it.
 */
export class FolderSync {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  sync(folder: string): Promise<void> {
    const waiting = this.#waiting.get(folder);
    if (waiting) return waiting;
    const running = this.#running.get(folder);
    if (!running) return this.#run(folder);
    // The running fsync may have begun before the caller's rename, so the caller needs the next one.
    const next = running
      .catch(() => undefined)
      .then(() => {
        this.#waiting.delete(folder);
        return this.#run(folder);
      });
    this.#waiting.set(folder, next);
    return next;
  }

  /** Every folder from `folder` up to and with `top`. */
  async syncUpTo(folder: string, top: string): Promise<void> {
    const folders = [folder];
    for (let at = folder; at !== top && at !== path.dirname(at); ) {
      at = path.dirname(at);
      folders.push(at);
    }
    await Promise.all(folders.map((at) => this.sync(at)));
  }

  #run(folder: string): Promise<void> {
    const run = syncFolder(folder).finally(() => {
      if (this.#running.get(folder) === run) this.#running.delete(folder);
    });
    this.#running.set(folder, run);
    return run;
  }
}
