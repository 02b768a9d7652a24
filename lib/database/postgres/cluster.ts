import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Account, serverEnvironment } from './account';
import type { Binaries } from './binaries';
import { PostgresError } from './error';
import { giveTo } from './location';

const run = promisify(execFile);

export const SUPERUSER = 'almanac';

/** A cluster's files: `<folder>/data`, made complete or not at all, and the password of its superuser. */
export interface Cluster {
  folder: string;
  data: string;
  password: string;
}

/**
 * Opens the cluster in `folder`, making it first where there is none. `initdb` works in a folder of its own that gets its
 * name only when done, so a kill half-way leaves nothing that looks like a database.
 */
export async function openCluster(
  folder: string,
  account: Account,
  binaries: Binaries,
  options: { sync?: boolean } = {},
): Promise<Cluster> {
  const data = path.join(folder, 'data');
  const version = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    if (error.code === 'EACCES')
      throw new PostgresError(`The database in ${data} belongs to another user. Start Almanac as the user who made it.`);
    throw error;
  });
  if (version !== undefined && version.trim() !== binaries.majorVersion) {
    throw new PostgresError(
      `The database in ${data} was made by PostgreSQL ${version.trim()}, and this Almanac brings ${binaries.majorVersion}. ` +
        'Dump it with the Almanac that made it and restore it into a new data folder.',
    );
  }
  await removeUnfinished(folder);
  if (version === undefined) await initialise(folder, data, account, binaries, options.sync ?? true);
  return { folder, data, password: (await readFile(path.join(folder, 'password'), 'utf8')).trim() };
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('initialising-')) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function initialise(folder: string, data: string, account: Account, binaries: Binaries, sync: boolean): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  const work = path.join(folder, `initialising-${randomBytes(4).toString('hex')}`);
  await mkdir(work, { mode: 0o700 });
  const passwordFile = path.join(work, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(account, passwordFile);
  await giveTo(account, work);
  const arguments_ = [
    `--pgdata=${path.join(work, 'data')}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and case rules on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(sync ? [] : ['--no-sync']),
  ];
  try {
    await run(binaries.initdb, arguments_, { ...account, cwd: folder, env: serverEnvironment });
    await writeFile(path.join(folder, 'password'), password, { mode: 0o600 });
    await rename(path.join(work, 'data'), data);
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message;
    throw new PostgresError(`PostgreSQL could not make its data folder in ${folder}: ${said}`, { cause });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
