import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type BoosterName, defaultBoosterParameters } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { catalogue } from '@/lib/models/native/catalogue.mjs';
import { type LibraryStatus, remedyFor } from '@/lib/models/native/locate.mjs';
import type { Finding } from './print';

const titles: Record<BoosterName, string> = { lightgbm: 'LightGBM', xgboost: 'XGBoost' };

/** Where a booster's library is, and a toy model trained with it to show that it works. */
export async function examineBooster(status: LibraryStatus): Promise<Finding> {
  const subject = titles[status.name];
  if (!status.path)
    return { subject, state: 'missing', lines: ['no library'], remedy: status.remedy ?? remedyFor(status.name), booster: true };
  const place = `${status.path} (${status.source})`;
  if (status.sha256 && status.sha256 !== createHash('sha256').update(readFileSync(status.path)).digest('hex')) {
    const remedy = 'its file was changed after it was installed: delete its folder and run "node scripts/native.mjs"';
    return { subject, state: 'missing', lines: ['damaged', place], remedy, booster: true };
  }
  try {
    const { version, lines } = tryBooster(status.name);
    const pinned = catalogue[status.name].version;
    const remedy = version === pinned ? undefined : `Almanac is tested with ${pinned}`;
    return { subject, state: 'ok', lines: [version, place, ...lines], remedy, booster: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { subject, state: 'missing', lines: ['does not work', place, why], remedy: remedyFor(status.name), booster: true };
  }
}

/** Ten trees on y = x0 + 2 x1. */
function tryBooster(name: BoosterName): { version: string; lines: string[] } {
  const library = loadBooster(name);
  const rows = 2000;
  const threads = availableParallelism();
  const values = Float32Array.from({ length: rows * 2 }, (_, index) => (index * 7919) % 1000);
  const label = Float32Array.from({ length: rows }, (_, row) => (values[row * 2] ?? 0) + 2 * (values[row * 2 + 1] ?? 0));
  const started = performance.now();
  using booster = library.train({
    columns: { names: ['x0', 'x1'], categorical: [] },
    train: { values, rows, columns: 2, label },
    parameters: { ...defaultBoosterParameters, iterations: 10, learningRate: 0.3, threads },
  });
  const milliseconds = Math.round(performance.now() - started);
  const explained = r2(label, booster.predict({ values, rows, columns: 2 }));
  if (!(explained > 0.9)) throw new Error(`a toy model of ten trees explains ${(explained * 100).toFixed(1)} % of what it was trained on`);
  return {
    version: library.version,
    lines: [`trained 10 trees on ${threads} threads in ${milliseconds} ms, R2 ${explained.toFixed(3)}; single rows on 1 thread`],
  };
}

function r2(actual: Float32Array, predicted: Float64Array): number {
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  let residual = 0;
  let total = 0;
  actual.forEach((value, row) => {
    residual += (value - (predicted[row] ?? 0)) ** 2;
    total += (value - mean) ** 2;
  });
  return 1 - residual / total;
}
