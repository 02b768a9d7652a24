import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Account, canEnter } from './account';
import { PostgresError } from './error';

/** Root-owned folders for the clusters of data folders that PostgreSQL's account cannot reach; the first that can be had is used. */
const SYSTEM_FOLDERS = ['/var/lib/almanac', '/var/tmp/almanac'];

/**
 * The folder of a data folder's PostgreSQL: `<dataDir>/postgres`, or, where the account that runs PostgreSQL cannot enter
 * that (root's 0700 folders), one named after the data folder's path in a place it can. No folder's mode is ever loosened.
 */
export async function clusterFolder(dataDir: string, account: Account): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const own = await realpath(dataDir);
  const inside = path.join(own, 'postgres');
  if (canEnter(account, own)) {
    await mkdir(inside, { recursive: true, mode: account.uid === undefined ? 0o700 : 0o711 });
    return inside;
  }
  const key = createHash('sha256').update(own).digest('hex').slice(0, 16);
  const folder = path.join(await systemFolder(account), key);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  await claim(folder, own);
  // Tells who looks into the data folder where its database is.
  await writeFile(path.join(own, 'postgres-location'), `${folder}\n`, { mode: 0o600 });
  return folder;
}

async function systemFolder(account: Account): Promise<string> {
  const refusals: string[] = [];
  for (const folder of SYSTEM_FOLDERS) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const state = await lstat(folder);
      // In a place like /var/tmp somebody else may have been first.
      const ours = state.isDirectory() && state.uid === process.getuid?.() && (state.mode & 0o022) === 0;
      if (ours && canEnter(account, folder)) return folder;
      refusals.push(`${folder} belongs to another user or cannot be entered`);
    } catch (error) {
      refusals.push(`${folder}: ${(error as Error).message}`);
    }
  }
  throw new PostgresError(
    `PostgreSQL's user cannot enter the data folder, and no other place for its files could be had (${refusals.join('; ')}). ` +
      'Set ALMANAC_DATA_DIR to a folder that other users can enter, or DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Notes whose cluster this is. @throws Error when the note names another data folder. */
async function claim(folder: string, owner: string): Promise<void> {
  const note = path.join(folder, 'data-folder');
  const written = await readFile(note, 'utf8').catch(() => undefined);
  if (written === undefined) await writeFile(note, `${owner}\n`, { mode: 0o600 });
  else if (written.trim() !== owner)
    throw new PostgresError(`${folder} holds the database of ${written.trim()}, not of ${owner}. Move one of the two.`);
}

/** Gives a folder to the account, where there is one. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
}
