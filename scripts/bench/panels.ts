import pl from 'nodejs-polars';
import type { Panel } from '@/lib/features/panel';

/**
 * Reads the standard panel (`unique_id` whole number, `ds` date, `y`), which is sorted by series and date and has no gap.
 * @param hold periods at the end to hide from the model
 */
export function readStandardPanel(file: string, horizon: number, hold = 0): Panel {
  const frame = pl.readParquet(file);
  const ids = frame.getColumn('unique_id').toTypedArray() as Int32Array;
  const days = frame.select(pl.col('ds').cast(pl.Int32)).getColumn('ds').toTypedArray() as Int32Array;
  const y = frame.getColumn('y').toTypedArray() as Float64Array;
  const starts: number[] = [];
  for (let row = 0; row < ids.length; row++) if (row === 0 || ids[row] !== ids[row - 1]) starts.push(row);
  const n = starts.length;
  const length = (k: number) => (starts[k + 1] ?? ids.length) - (starts[k] as number);
  const indptr = new Int32Array(n + 1);
  for (let k = 0; k < n; k++) indptr[k + 1] = (indptr[k] as number) + length(k) - hold + horizon;
  const rows = indptr[n] as number;
  const panel = emptyPanel(
    starts.map((row) => String(ids[row])),
    indptr,
    (days.at(-1) as number) - hold,
  );
  for (let k = 0; k < n; k++) {
    const [from, to] = [starts[k] as number, indptr[k] as number];
    const known = length(k) - hold;
    panel.y.set(y.subarray(from, from + known), to);
    for (let row = to; row < (indptr[k + 1] as number); row++) panel.ds[row] = (days[from] as number) + row - to;
  }
  if (panel.ds.length !== rows) throw new Error('The panel does not add up.');
  return panel;
}

/** A deterministic panel: level, trend, week, year and noise; series of equal length that end at the same day. */
export function syntheticPanel(series: number, days: number, horizon: number): Panel {
  const length = days + horizon;
  const first = 18_262; // 2020-01-01
  const panel = emptyPanel(
    Array.from({ length: series }, (_, i) => `s${i}`),
    Int32Array.from({ length: series + 1 }, (_, i) => i * length),
    first + days - 1,
  );
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < series; i++) {
    const level = Math.exp(4 + 1.2 * (random() - 0.5));
    const trend = 4e-4 * (random() - 0.5);
    const week = Float64Array.from({ length: 7 }, () => 1 + 0.5 * (random() - 0.5));
    const [swing, phase] = [0.3 * random(), 365 * random()];
    for (let t = 0; t < length; t++) {
      const row = i * length + t;
      panel.ds[row] = first + t;
      if (t >= days) continue;
      const year = 1 + swing * Math.sin((2 * Math.PI * (t + phase)) / 365.25);
      panel.y[row] = level * (1 + trend * t) * (week[t % 7] as number) * year * (0.8 + 0.4 * random());
    }
  }
  return panel;
}

function emptyPanel(ids: string[], indptr: Int32Array, origin: number): Panel {
  const rows = indptr.at(-1) as number;
  return {
    frequency: 'day',
    ids,
    keys: ids.map(() => ({})),
    indptr,
    ds: new Int32Array(rows),
    y: new Float64Array(rows).fill(Number.NaN),
    known: {},
    past: {},
    origin,
  };
}
