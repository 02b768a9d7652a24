import { AlmanacError } from '@/lib/errors';

/** Whether a failure of a system call has one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

const remedies: Record<string, string> = {
  ENOSPC: 'the disk is full; make room or set ALMANAC_DATA_DIR to a larger one',
  EDQUOT: 'the disk quota is used up; make room or set ALMANAC_DATA_DIR to another disk',
  EROFS: 'the file system is read-only; set ALMANAC_DATA_DIR to a folder that can be written',
  EACCES: 'permission denied; give this user the folder or set ALMANAC_DATA_DIR to one it can write',
  EPERM: 'not permitted; give this user the folder or set ALMANAC_DATA_DIR to one it can write',
  EMFILE: 'too many files are open; raise the limit (ulimit -n)',
};

/** A failed write to `folder` as its reader can act on it; what cannot be told stays as it is. */
export function writeFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const remedy = remedies[code];
  return remedy ? new AlmanacError('unavailable', `Cannot write to ${folder}: ${remedy}.`, [], { cause: error }) : error;
}
