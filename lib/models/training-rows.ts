import type { RowRequest } from '@/lib/features/design-matrix';
import type { Panel } from '@/lib/features/panel';

/** Fewest periods of history before a row's anchor. */
const warmUp = 14;

/**
 * The rows a model may learn from at an origin: every recorded target up to it, seen from one or several offsets.
 * @param horizon 1 for the recursive strategy; else offsets are drawn from 1 to `horizon`, one from each equal part
 * @param perTarget offsets a target
 */
export function trainingRows(panel: Panel, origin: number, horizon: number, perTarget: number, seed: number): RowRequest {
  const draws = Math.min(horizon, perTarget);
  const series: number[] = [];
  const row: number[] = [];
  const offset: number[] = [];
  for (let i = 0; i < panel.ids.length; i++) {
    const start = panel.indptr[i] as number;
    const end = panel.indptr[i + 1] as number;
    for (let t = start + 1; t < end && (panel.ds[t] as number) <= origin; t++) {
      if (Number.isNaN(panel.y[t])) continue;
      for (let k = 0; k < draws; k++) {
        const low = Math.floor((k * horizon) / draws);
        const high = Math.floor(((k + 1) * horizon) / draws);
        const step = 1 + low + (hash(seed, i, panel.ds[t] as number, k) % (high - low));
        if (t - step - start + 1 < Math.min(warmUp, end - start)) continue;
        series.push(i);
        row.push(t);
        offset.push(step);
      }
    }
  }
  if (row.length === 0) throw new Error('There is no recorded sale to learn from up to the origin.');
  return { series: Int32Array.from(series), row: Int32Array.from(row), offset: Int32Array.from(offset) };
}

/** A well-mixed 32-bit number of its arguments (the finalizer of MurmurHash3). */
function hash(...values: number[]): number {
  let state = 0x9e3779b9;
  for (const value of values) {
    state = Math.imul(state ^ value, 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return state >>> 0;
}
