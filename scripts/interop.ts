import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { env } from '@/lib/env';
import { availableBoosters } from '@/lib/models/boosters';
import { writeCases } from './interop/cases';
import { pythonWithPackages } from './interop/python';

/** Largest relative difference that a prediction may have. */
const bound = 1e-6;

/**
 * `npm run interop`: models trained here are loaded by the official Python packages, which have to predict the same.
 * Also for one who doubts our bindings: nothing of ours runs on the Python side.
 */
const dataDir = env().ALMANAC_DATA_DIR;
const folder = path.join(dataDir, 'interop');
const names = availableBoosters();
if (names.length === 0) {
  console.error('No booster is there to compare; "npm run doctor" says why.');
  process.exit(1);
}
writeCases(folder, names, bound);
const python = pythonWithPackages(dataDir, names);
const compared = spawnSync(python, [path.join('scripts', 'interop', 'compare.py'), folder], { stdio: 'inherit', timeout: 300_000 });
console.log(
  compared.status === 0 ? `The official packages predict the same within ${bound} relative.` : 'The official packages predict otherwise.',
);
process.exitCode = compared.status === 0 ? 0 : 1;
