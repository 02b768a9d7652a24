import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ignored = /(^|\/)(node_modules|\.[^/]+)(\/|$)|\.test\.tsx?$/;

function* files(root, name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) {
    yield name;
    return;
  }
  const entries = readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const child = `${name}/${entry.name}`;
    if (ignored.test(child)) continue;
    if (entry.isDirectory()) yield* files(root, child);
    else if (entry.isFile()) yield child;
  }
}

/** SHA-256 over names and contents of files and folders, tests left out. Contents, not times: a checkout touches every file. */
export function fingerprint(root, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const file of files(root, name))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

/** Whether the stamp says that what stands beside it was made from this. */
export function isFresh(stampFile, value) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === value;
}

export function stamp(stampFile, value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, value);
}
