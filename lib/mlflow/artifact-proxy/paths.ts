import { db } from '@/lib/db';
import { unstorable } from '@/lib/http/validation';
import { doesNotExist, invalidParameter } from '../error';

/** Folders of the store that are Almanac's own: no client of MLflow reads or writes there. */
const reserved = ['datasets', 'pipeline-runs', 'imports', 'multipart'];

export function reservedFolder(path: string): boolean {
  return reserved.includes(path.split('/')[0] as string);
}

/** A path as it came in a URL or a message. @throws MlflowError where it leads out of the store */
export function safePath(raw: string): string {
  let path = raw;
  // However often it was encoded, it is judged by what it comes to.
  for (let before = ''; before !== path; ) {
    before = path;
    try {
      path = decodeURIComponent(path);
    } catch {
      // A percent sign that starts no UTF-8 is one.
      break;
    }
  }
  const parts = path.split('/');
  if (
    path.includes('\\') ||
    path.includes('#') ||
    path.startsWith('/') ||
    parts.includes('..') ||
    /^[a-zA-Z]:/.test(path) ||
    unstorable(path)
  ) {
    throw invalidParameter('Invalid path');
  }
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/**
 * A path that clients may use: below an experiment's number, or below the folder that an experiment's artifacts were said to go to.
 * @throws MlflowError
 */
export async function servedPath(raw: string): Promise<string> {
  const path = safePath(raw);
  if (/^\d+(\/|$)/.test(path)) return path;
  if (path !== '' && !reservedFolder(path)) {
    const [found] = await db().$queryRaw<{ found: boolean }[]>`
      SELECT EXISTS (SELECT FROM experiments WHERE artifact_location LIKE 'mlflow-artifacts:/%'
        AND starts_with(${path} || '/', ltrim(substr(artifact_location, 18), '/') || '/')) AS found`;
    if (found?.found) return path;
  }
  throw doesNotExist(`No such artifact: '${path}'`);
}
