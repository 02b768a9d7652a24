import { statfs } from 'node:fs/promises';
import { StartError } from './start-error';

/** A new database takes 60 MB, the sample data and its first run some 100 MB. */
const LEAST_BYTES = 200 * 2 ** 20;

/** @throws StartError where the disk is so full that the database would stop half-way. */
export async function requireSpace(dataDir: string, least = LEAST_BYTES): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (free >= least) return;
  throw new StartError(
    `The disk of ${dataDir} is full: ${Math.floor(free / 2 ** 20)} MB are free and at least ${Math.ceil(least / 2 ** 20)} MB are needed. ` +
      'Free some space, or set ALMANAC_DATA_DIR to a folder on another disk.',
  );
}
