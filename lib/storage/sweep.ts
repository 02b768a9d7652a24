import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './system-error';

const dayMs = 24 * 60 * 60 * 1000;

/** Throws away what processes that were killed left in a scratch folder: whatever has not been touched for a day. */
export async function sweep(folder: string, olderThanMs = dayMs): Promise<void> {
  for (const name of await readdir(folder)) {
    const leftover = path.join(folder, name);
    try {
      if ((await stat(leftover)).mtimeMs < Date.now() - olderThanMs) await rm(leftover, { recursive: true, force: true });
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error; // another process swept it first
    }
  }
}
