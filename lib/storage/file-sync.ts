import { open } from 'node:fs/promises';
import path from 'node:path';

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes what has been written to a file, or the names in a folder, last through a power cut. Calls for one whose turn has not come
 * yet share one fsync, so that a thousand parallel writers do not each pay for it.
 */
export class FileSync {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  sync(file: string): Promise<void> {
    const waiting = this.#waiting.get(file);
    if (waiting) return waiting;
    const running = this.#running.get(file);
    if (!running) return this.#run(file);
    // The running fsync may have begun before the caller's change, so the caller needs the next one.
    const next = running
      .catch(() => undefined)
      .then(() => {
        this.#waiting.delete(file);
        return this.#run(file);
      });
    this.#waiting.set(file, next);
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

  #run(file: string): Promise<void> {
    const run = sync(file).finally(() => {
      if (this.#running.get(file) === run) this.#running.delete(file);
    });
    this.#running.set(file, run);
    return run;
  }
}
