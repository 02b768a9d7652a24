import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installedFolder } from './locate.mjs';

const wantedName = 'libgomp.so.1';

/**
 * LightGBM's wheel for Linux takes GCC's OpenMP runtime from the system, where slim images have none; XGBoost's brings its
 * own under a name made unique (`libgomp-<hash>.so.1.0.0`). This copies that one beside LightGBM and gives the copy its
 * ordinary name back, so that the loader, once it has been loaded, takes it for what LightGBM asks for.
 *
 * The name is the ELF's SONAME, a string in its table; the ordinary one is shorter, so it fits where the long one stood.
 * @returns {string | null} the copy, relative to `folder`; null where XGBoost's wheel is not there
 */
export function borrowOpenmp(folder, dataDir) {
  const donor = bundledOpenmp(dataDir);
  if (!donor) return null;
  const bytes = readFileSync(donor);
  const name = path.basename(donor);
  const at = bytes.indexOf(`\0${name}\0`, 0, 'latin1');
  if (at < 0) return null;
  bytes.fill(0, at + 1, at + 1 + name.length);
  bytes.write(wantedName, at + 1, 'latin1');
  mkdirSync(path.join(folder, 'openmp'), { recursive: true });
  writeFileSync(path.join(folder, 'openmp', wantedName), bytes);
  return `openmp/${wantedName}`;
}

function bundledOpenmp(dataDir) {
  const folder = installedFolder('xgboost', dataDir);
  if (!folder) return null;
  const libraries = readdirSync(folder, { recursive: true }).map(String);
  const found = libraries.find((entry) => /libgomp-[0-9a-f]+\.so/.test(entry));
  return found ? path.join(folder, found) : null;
}
