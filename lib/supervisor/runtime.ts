import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSame, startOf } from '@/lib/process/identity';

/** A process as it can be recognised later, when its number may have gone to another. */
export interface ProcessRecord {
  name: string;
  pid: number;
  start: string | undefined;
}

/** What an instance says of itself in `<dataDir>/runtime.json`, readable by its user only: the URL of the database has the password. */
export interface Runtime extends ProcessRecord {
  /** Null until the site answers, and where the instance has none. */
  url: string | null;
  databaseUrl: string;
  startedAt: string;
  children: ProcessRecord[];
}

const file = (dataDir: string): string => path.join(dataDir, 'runtime.json');

export function recordOf(name: string, pid: number): ProcessRecord {
  return { name, pid, start: startOf(pid) };
}

export async function writeRuntime(dataDir: string, runtime: Runtime): Promise<void> {
  const part = `${file(dataDir)}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  await rename(part, file(dataDir));
}

/** What the last instance wrote, whether or not it still lives. */
export async function readRuntime(dataDir: string): Promise<Runtime | undefined> {
  try {
    return JSON.parse(await readFile(file(dataDir), 'utf8')) as Runtime;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The instance that runs on this data folder now. */
export async function runningInstance(dataDir: string): Promise<Runtime | undefined> {
  const runtime = await readRuntime(dataDir);
  return runtime && isSame(runtime.pid, runtime.start) ? runtime : undefined;
}

export async function removeRuntime(dataDir: string): Promise<void> {
  await rm(file(dataDir), { force: true });
}
