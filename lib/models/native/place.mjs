import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { readManifest } from './locate.mjs';

/** A fresh working folder beside the final one, on the same file system. */
export function workFolder(dataDir) {
  const native = path.resolve(dataDir, 'native');
  mkdirSync(native, { recursive: true });
  clearAbandoned(native);
  const folder = path.join(native, `.tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder);
  return folder;
}

/**
 * Describes a finished working folder and renames it into place: a reader sees a whole library or none, also after a
 * kill. Where another set-up was quicker, its result stays.
 * @param {string} folder from `workFolder`
 * @param {{ name: string, version: string | null, source: string, file: string, preload: string[] }} library
 */
export function place(folder, library, dataDir) {
  rmSync(path.join(folder, 'download'), { recursive: true, force: true });
  const content = readFileSync(path.resolve(folder, library.file));
  const manifest = { ...library, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  for (const file of [library.file, ...library.preload]) if (!path.isAbsolute(file)) sync(path.join(folder, file));
  writeFileSync(path.join(folder, 'library.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  sync(path.join(folder, 'library.json'));
  const target = path.resolve(dataDir, 'native', `${library.name}-${library.version ?? library.source}`);
  if (existsSync(target)) {
    if (readManifest(target)) {
      rmSync(folder, { recursive: true, force: true });
      return;
    }
    rmSync(target, { recursive: true, force: true });
  }
  try {
    renameSync(folder, target);
  } catch (error) {
    if (!readManifest(target)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Working folders of set-ups that were killed. One that is in use belongs to a living process, or is young. */
function clearAbandoned(native) {
  for (const entry of readdirSync(native)) {
    const owner = /^\.tmp-(\d+)-/.exec(entry)?.[1];
    if (!owner) continue;
    const folder = path.join(native, entry);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (!isAlive(Number(owner)) || age > 3_600_000) rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function sync(file) {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
