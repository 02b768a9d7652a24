import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * The commit that a checkout stands at, read from git's own files, so that no git is needed; null where it is no checkout.
 * Changes that are not committed are not told.
 */
export async function sourceRevision(root: string): Promise<string | null> {
  const git = await gitFolder(root);
  const head = git && (await text(path.join(git, 'HEAD')));
  if (!head) return null;
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  if (!ref) return commitIn(head);
  // A linked worktree has its HEAD by itself, and shares its branches.
  const common = await text(path.join(git, 'commondir'));
  const shared = common ? path.resolve(git, common) : git;
  const loose = await text(path.join(shared, ref));
  if (loose) return commitIn(loose);
  const packed = await text(path.join(shared, 'packed-refs'));
  return commitIn(packed?.split('\n').find((line) => line.endsWith(` ${ref}`)) ?? '');
}

async function gitFolder(root: string): Promise<string | undefined> {
  const at = path.join(root, '.git');
  if ((await stat(at).catch(() => undefined))?.isDirectory()) return at;
  const linked = /^gitdir: (.+)$/.exec((await text(at)) ?? '')?.[1];
  return linked && path.resolve(root, linked);
}

/** A file's text; undefined where there is none to read, which says that there is no such thing. */
async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (found) => found.trim(),
    () => undefined,
  );
}

function commitIn(line: string): string | null {
  return /^[0-9a-f]{40,64}\b/.exec(line)?.[0] ?? null;
}
