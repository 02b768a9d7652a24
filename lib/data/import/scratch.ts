import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { env } from '@/lib/env';
import { isSame, startOf } from '@/lib/process/identity';

/** A folder of one import's own, for what is in passing. */
export interface Scratch {
  folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

const ownerFile = 'owner.json';

/** Opens a scratch folder, after clearing away those of imports whose process was killed. */
export async function openScratch(): Promise<Scratch> {
  const root = path.join(env().ALMANAC_DATA_DIR, 'imports');
  await mkdir(root, { recursive: true });
  await removeScratchLeftovers();
  const folder = path.join(root, randomUUID());
  await mkdir(folder);
  await writeFile(path.join(folder, ownerFile), JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Removes the scratch folders of processes that are gone. */
export async function removeScratchLeftovers(): Promise<void> {
  const root = path.join(env().ALMANAC_DATA_DIR, 'imports');
  for (const name of await readdir(root)) {
    const folder = path.join(root, name);
    if (!(await isOwned(folder))) await rm(folder, { recursive: true, force: true });
  }
}

/** A folder without a readable owner is one that is being made, or was left by a kill at that very moment; it holds nothing yet. */
async function isOwned(folder: string): Promise<boolean> {
  try {
    const { pid, start } = JSON.parse(await readFile(path.join(folder, ownerFile), 'utf8')) as { pid: number; start?: string };
    return isSame(pid, start);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && !(error instanceof SyntaxError)) throw error;
    return (await readdir(folder).catch(() => ['gone'])).length === 0;
  }
}
