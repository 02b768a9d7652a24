import type { Panel } from '@/lib/features/panel';

/** Forecasts of many series: `values[series * horizon + step - 1]`, in the target's units. */
export interface SeriesForecasts {
  horizon: number;
  values: Float64Array;
}

/** A model fitted on a panel up to an origin. */
export interface FittedForecaster extends Disposable {
  /**
   * Forecasts each series for `horizon` periods after `origin` (a `ds` of the panel); NaN for one with no history by then.
   * Reads the target and past-only covariates up to the origin, known covariates up to the target date, and nothing else.
   */
  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts;
}

/** A way to learn: configuration that can be refitted at any origin. */
export interface Forecaster {
  readonly name: string;
  /** Learns from rows up to `origin` only. */
  fit(panel: Panel, origin: number): FittedForecaster;
}

/** Row of each series at a date; the row before its first where the series begins later. */
export function rowsAt(panel: Panel, ds: number): Int32Array {
  return Int32Array.from(panel.ids, (_, series) => {
    const start = panel.indptr[series] as number;
    return start + Math.max(-1, periodsBetween(panel, panel.ds[start] as number, ds));
  });
}

/** Whole periods from one `ds` to a later one. */
export function periodsBetween(panel: Pick<Panel, 'frequency'>, from: number, to: number): number {
  if (panel.frequency === 'day') return to - from;
  if (panel.frequency === 'week') return (to - from) / 7;
  const [a, b] = [new Date(from * 86_400_000), new Date(to * 86_400_000)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

/** The `ds` that lies `periods` after another. */
export function addPeriods(panel: Pick<Panel, 'frequency'>, ds: number, periods: number): number {
  if (panel.frequency === 'day') return ds + periods;
  if (panel.frequency === 'week') return ds + 7 * periods;
  const date = new Date(ds * 86_400_000);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + periods, date.getUTCDate()) / 86_400_000);
}
