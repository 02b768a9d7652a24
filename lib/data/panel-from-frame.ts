import pl, { type DataFrame } from 'nodejs-polars';
import type { Panel, PanelFrequency } from '@/lib/features/panel';
import { parseDay } from './days';
import { buildPanel } from './panel-build';

export interface FrameOptions {
  frequency: PanelFrequency;
  horizon: number;
  /** Key names, each a column; by default the one key `series`, the id itself. */
  keys?: string[];
  known?: string[];
  past?: string[];
  /** ISO date of the last period to learn from; rows after it tell of known covariates only. */
  origin?: string;
}

/**
 * A panel from a frame with the columns `unique_id` (text or number), `ds` (date) and `y`, and those named in the options.
 * Null and NaN both mean that nothing was recorded.
 * @throws RangeError as `buildPanel` does
 */
export function panelFromFrame(frame: DataFrame, { frequency, horizon, keys = [], known = [], past = [], origin }: FrameOptions): Panel {
  const text = frame.withColumns(...['unique_id', ...keys].map((name) => pl.col(name).cast(pl.Utf8)));
  const unique = text
    .select('unique_id', ...keys)
    .unique({ subset: ['unique_id'], keep: 'first', maintainOrder: true })
    .sort('unique_id');
  const ids = unique.getColumn('unique_id').toArray() as string[];
  const codes = pl.DataFrame([
    pl.Series('unique_id', ids, pl.Utf8),
    pl.Series(
      'series',
      Int32Array.from(ids, (_, i) => i),
    ),
  ]);
  const numbered = text.join(codes, { on: 'unique_id', how: 'inner' });
  const ints = (expression: string) =>
    numbered.select(pl.col(expression).cast(pl.Date).cast(pl.Int32).alias('v')).getColumn('v').toTypedArray() as Int32Array;
  const floats = (name: string) =>
    numbered
      .select(pl.col(name).cast(pl.Float64).fillNull(pl.lit(Number.NaN)).alias('v'))
      .getColumn('v')
      .toTypedArray() as Float64Array;
  const columns = (names: string[]) => Object.fromEntries(names.map((name) => [name, floats(name)]));
  return buildPanel({
    frequency,
    horizon,
    ids,
    keys: unique
      .toRecords()
      .map((row) =>
        keys.length === 0 ? { series: row.unique_id as string } : Object.fromEntries(keys.map((name) => [name, row[name] as string])),
      ),
    series: numbered.getColumn('series').toTypedArray() as Int32Array,
    ds: ints('ds'),
    y: floats('y'),
    known: columns(known),
    past: columns(past),
    ...(origin !== undefined && { origin: parseDay(origin) }),
  });
}

/** One row of a panel. `ds` is an ISO date; a missing `y` (or any other value) was not recorded. */
export interface PanelRow {
  unique_id: string;
  ds: string;
  y?: number | null;
  [covariateOrKey: string]: string | number | null | undefined;
}

/** A panel from rows, for tests and other small work. @throws RangeError as `buildPanel` does, and where a date is none */
export function panelFromRows(rows: PanelRow[], options: FrameOptions): Panel {
  const { keys = [], known = [], past = [] } = options;
  const frame = pl.DataFrame([
    ...['unique_id', ...keys].map((name) =>
      pl.Series(
        name,
        rows.map((row) => String(row[name])),
        pl.Utf8,
      ),
    ),
    pl
      .Series(
        'ds',
        Int32Array.from(rows, (row) => parseDay(row.ds)),
      )
      .cast(pl.Date),
    ...['y', ...known, ...past].map((name) =>
      pl.Series(
        name,
        Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN)),
      ),
    ),
  ]);
  return panelFromFrame(frame, options);
}
