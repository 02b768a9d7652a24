import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { env } from '@/lib/env';
import { isSame, startOf } from '@/lib/process/identity';

/** A folder of one import's own, for what is in passing. */
export interface Scratch {
  folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a scratch folder, after clearing away those of imports whose process was killed. */
export async function openScratch(): Promise<Scratch> {
  const root = path.join(env().ALMANAC_DATA_DIR, 'imports');
  await mkdir(root, { recursive: true });
  await removeScratchLeftovers();
  const folder = path.join(root, ownName());
  await mkdir(folder);
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Removes the scratch folders of processes that are gone. */
export async function removeScratchLeftovers(): Promise<void> {
  const root = path.join(env().ALMANAC_DATA_DIR, 'imports');
  for (const name of await readdir(root)) if (!isOwned(name)) await rm(path.join(root, name), { recursive: true, force: true });
}

/** A folder's name says whose it is, so that there is no moment at which a kill leaves one that is nobody's. */
function ownName(): string {
  return [process.pid, Buffer.from(startOf(process.pid) ?? '').toString('hex'), randomUUID()].join('.');
}

function isOwned(name: string): boolean {
  const [pid, start] = name.split('.');
  return isSame(Number(pid), Buffer.from(start ?? '', 'hex').toString());
}
