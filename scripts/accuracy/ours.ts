import type { DataFrame } from 'nodejs-polars';
import { parseDay } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { panelFromFrame } from '@/lib/data/panel-from-frame';
import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '@/lib/models/forecaster';
import { type AutomaticForecast, forecastAutomatically } from '@/lib/pipeline/automatic';
import type { AccuracySet } from './sets';

/** Levels of the intervals that are scored. */
export const scoredLevels = [0.8, 0.95];

/** Forecasts of all origins one after the other, `[(origin * series + i) * horizon + step - 1]`. */
export interface SetForecasts {
  /** Series ids in the order of the values. */
  ids: string[];
  mean: Float64Array;
  lower: Float64Array[];
  upper: Float64Array[];
  byOrigin: AutomaticForecast[];
  seconds: number[];
}

/** The whole panel of a set: it ends with the data, for actuals and scales. */
export function wholePanel(set: AccuracySet, frame: DataFrame): Panel {
  return panelFromFrame(frame, { keys: set.keys, frequency: set.frequency, horizon: set.horizon, known: set.known, past: [] });
}

/** Our default forecasts at each origin of a set, from a panel that ends there: nothing later is in memory but known covariates. */
export function forecastSet(set: AccuracySet, panel: Panel, report: (message: string) => void): SetForecasts {
  const seconds: number[] = [];
  const byOrigin = set.origins.map((origin) => {
    const start = performance.now();
    const known = upTo(panel, parseDay(origin), set.horizon);
    const forecast = forecastAutomatically(known, set.horizon, holidayCalendar(known.ds), {
      levels: scoredLevels,
      report: (message) => report(`${set.name} ${origin}: ${message}`),
    });
    seconds.push((performance.now() - start) / 1000);
    return forecast;
  });
  const all = (pick: (forecast: AutomaticForecast) => Float64Array) => concat(byOrigin.map(pick));
  return {
    ids: panel.ids,
    mean: all(({ mean }) => mean),
    lower: scoredLevels.map((_, k) => all(({ lower }) => lower[k] as Float64Array)),
    upper: scoredLevels.map((_, k) => all(({ upper }) => upper[k] as Float64Array)),
    byOrigin,
    seconds,
  };
}

/** The panel as it stood at an origin: targets after it are gone, rows beyond the horizon too. */
export function upTo(panel: Panel, origin: number, horizon: number): Panel {
  const anchors = rowsAt(panel, origin);
  const kept: number[] = [];
  const indptr = new Int32Array(panel.ids.length + 1);
  panel.ids.forEach((_, series) => {
    const last = (anchors[series] as number) + horizon;
    for (let row = panel.indptr[series] as number; row <= last; row++) kept.push(row);
    indptr[series + 1] = kept.length;
  });
  const pick = (values: Float64Array) => Float64Array.from(kept, (row) => values[row] as number);
  const ds = Int32Array.from(kept, (row) => panel.ds[row] as number);
  const y = pick(panel.y).map((value, k) => ((ds[k] as number) > origin ? Number.NaN : value));
  const known = Object.fromEntries(Object.entries(panel.known).map(([name, values]) => [name, pick(values)]));
  return { ...panel, indptr, ds, y, known, past: {}, origin };
}

export function concat(parts: Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
