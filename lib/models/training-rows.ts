import type { RowRequest } from '@/lib/features/design-matrix';
import type { Panel } from '@/lib/features/panel';

const defaultWarmUp = 14;

/** Steps ahead that rows are learnt from: `from` to `to`, both counted in. */
export interface StepRange {
  from: number;
  to: number;
}

/**
 * The rows a model may learn from at an origin: every recorded target up to it, seen from one or several offsets.
 * @param steps offsets are drawn from these, one from each of `perTarget` equal parts
 * @param warmUp fewest periods of history up to a row's anchor; where a series is shorter, all of it
 * @throws Error where there is none
 */
export function trainingRows(
  panel: Panel,
  origin: number,
  steps: StepRange,
  perTarget: number,
  seed: number,
  warmUp = defaultWarmUp,
): RowRequest {
  const range = steps.to - steps.from + 1;
  const draws = Math.min(range, perTarget);
  const most = panel.y.length * draws;
  const series = new Int32Array(most);
  const row = new Int32Array(most);
  const offset = new Int32Array(most);
  let count = 0;
  for (let i = 0; i < panel.ids.length; i++) {
    const start = panel.indptr[i] as number;
    const end = panel.indptr[i + 1] as number;
    const least = Math.min(warmUp, end - start);
    for (let t = start + 1; t < end && (panel.ds[t] as number) <= origin; t++) {
      if (Number.isNaN(panel.y[t])) continue;
      for (let k = 0; k < draws; k++) {
        const low = Math.floor((k * range) / draws);
        const high = Math.floor(((k + 1) * range) / draws);
        // One choice needs no draw.
        const step = steps.from + low + (high - low > 1 ? hash(seed, i, panel.ds[t] as number, k) % (high - low) : 0);
        if (t - step - start + 1 < least) continue;
        series[count] = i;
        row[count] = t;
        offset[count++] = step;
      }
    }
  }
  if (count === 0) throw new Error('There is no recorded sale to learn from up to the origin.');
  return { series: series.subarray(0, count), row: row.subarray(0, count), offset: offset.subarray(0, count) };
}

/** An even random sample of `most` rows or some fewer, the same for the same seed; all rows where there are no more. */
export function thinRows(rows: RowRequest, most: number, seed: number): RowRequest {
  const count = rows.row.length;
  if (count <= most) return rows;
  const share = (most / count) * 2 ** 32;
  const isKept = Uint8Array.from(rows.row, (row, k) => (hash(seed, row, rows.offset[k] as number, count) < share ? 1 : 0));
  const pick = (values: Int32Array) => values.filter((_, k) => isKept[k] === 1);
  return { series: pick(rows.series), row: pick(rows.row), offset: pick(rows.offset) };
}

/** Parts rows by the date of their target: up to `border`, and after it. */
export function splitRows(panel: Panel, rows: RowRequest, border: number): { learnt: RowRequest; held: RowRequest } {
  const isHeld = Uint8Array.from(rows.row, (row) => ((panel.ds[row] as number) > border ? 1 : 0));
  const pick = (values: Int32Array, held: number) => values.filter((_, k) => isHeld[k] === held);
  const part = (held: number): RowRequest => ({
    series: pick(rows.series, held),
    row: pick(rows.row, held),
    offset: pick(rows.offset, held),
  });
  return { learnt: part(0), held: part(1) };
}

/** A well-mixed 32-bit number of its arguments (the finalizer of MurmurHash3). */
function hash(a: number, b: number, c: number, d: number): number {
  return mix(mix(mix(mix(0x9e3779b9, a), b), c), d) >>> 0;
}

function mix(state: number, value: number): number {
  const first = Math.imul(state ^ value, 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
