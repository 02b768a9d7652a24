import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSame, startOf } from '@/lib/process/identity';
import { readRuntime } from './runtime';
import { StartError } from './start-error';

interface Holder {
  pid: number;
  start: string | undefined;
  /** What holds it, e.g. `npm start`. */
  name: string;
  since: string;
}

/**
 * Takes the data folder for this process alone and returns what gives it back. A lock whose holder has died is taken over; a
 * process is told from a later one of the same number by when it was started.
 * @throws StartError naming the holder.
 */
export async function lockDataFolder(dataDir: string, name: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'lock');
  const own = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, start: startOf(process.pid), name, since: new Date().toISOString() };
  await writeFile(own, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (;;) {
      // A link appears with all of its content or not at all, and only one of several succeeds.
      if (await linked(own, file)) return () => release(file, holder);
      const present = await readHolder(file);
      if (present && isSame(present.pid, present.start)) throw new StartError(await heldBy(dataDir, present));
      await setAside(file, present);
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes a dead holder's lock; one that another process has taken in the meantime is put back. */
async function setAside(file: string, dead: Holder | undefined): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken && (taken.pid !== dead?.pid || taken.start !== dead?.start)) await linked(aside, file);
  await rm(aside, { force: true });
}

async function release(file: string, holder: Holder): Promise<void> {
  const present = await readHolder(file);
  if (present?.pid === holder.pid && present.start === holder.start) await rm(file, { force: true });
}

async function heldBy(dataDir: string, holder: Holder): Promise<string> {
  const runtime = await readRuntime(dataDir);
  const address = runtime?.pid === holder.pid && runtime.url ? ` at ${runtime.url}` : '';
  return (
    `Almanac already runs on ${dataDir}: \`${holder.name}\`, process ${holder.pid}${address}, since ${holder.since}. ` +
    'Use that one, stop it, or set ALMANAC_DATA_DIR to another folder.'
  );
}
