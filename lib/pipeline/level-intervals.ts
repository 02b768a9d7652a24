import { adaptIntervals } from '@/lib/evaluation/intervals/adaptive';
import { type CalibrationData, calibrateIntervals } from '@/lib/evaluation/intervals/calibrate-intervals';
import { type IntervalBounds, type IntervalModel, intervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { seriesSize } from '@/lib/evaluation/series-size';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { Panel } from '@/lib/features/panel';
import { plannedClosures } from '@/lib/models/closures';
import { periodsBetween, rowsAt } from '@/lib/models/forecaster';
import { aggregateBlocks, aggregatePanel, type Grouping, grouping } from './aggregates';
import { actualsAt, type BacktestPlan, firstDs, type OriginForecasts, scalesAt } from './backtest';
import type { WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';

/** Levels of the published intervals. */
export const intervalLevels = [0.8, 0.9, 0.95];

/** Forecasts of a level at some origins beside what came. */
export interface LevelScores extends CalibrationData {
  /** 1 where the series is wholly closed as planned, which is certain; undefined where nothing tells of closures. */
  closed?: Uint8Array;
}

/** Forecasts of the modelled series at some origins, summed to a level, beside what came and how large its series are. */
export function scoredAtLevel(panel: Panel, level: string, origins: number[], horizon: number, forecasts: OriginForecasts): LevelScores {
  const group = grouping(panel, level);
  const summed = aggregatePanel(panel, group);
  return {
    series: summed.ids.length,
    horizon,
    forecast: aggregateBlocks(forecasts, group, horizon),
    actual: aggregateBlocks(actualsAt(panel, origins, horizon), group, horizon),
    scales: scalesAt(summed, origins),
    sizes: sizesAt(summed, origins),
    closed: closedAtLevel(panel, group, origins, horizon),
  };
}

/** Intervals of a level from the model's own errors there, summed before they are measured. */
export function calibrateLevel(data: LevelScores, frequency: Panel['frequency'], levels = intervalLevels): IntervalModel {
  return calibrateIntervals(uncertain(data), { levels, blocks: horizonBlocks(frequency, data.horizon) });
}

/**
 * Intervals of a level from the errors of a backtest. `quantile` is for the modelled level only, see `quantile-intervals.ts`: the
 * others are split then, and its own stand in where a quantile model has no forecast.
 * @param forecasts those that are published: of an ensemble, the selection window's are cross-fitted
 */
export function intervalsOfLevel(
  { intervals, reconciliation }: Pick<PipelineParameters, 'intervals' | 'reconciliation'>,
  panel: Panel,
  level: string,
  plan: BacktestPlan,
  forecasts: Pick<WindowForecasts, 'selection' | 'calibration'>,
  levels = intervalLevels,
): IntervalModel {
  const { origins, horizon } = plan;
  const scored = (window: 'selection' | 'calibration') => scoredAtLevel(panel, level, origins[window], horizon, forecasts[window]);
  if (intervals !== 'adaptive') return calibrateLevel(scored('calibration'), panel.frequency, levels);
  // A lone selection origin's ensemble was weighed by that origin itself, and MinT weighs levels by the errors there.
  const isHeldOut = origins.selection.length > 1 && reconciliation !== 'mint-shrink';
  const data = isHeldOut ? afterOneAnother(scored('selection'), scored('calibration')) : scored('calibration');
  const first = firstDs(panel);
  const periods = [...(isHeldOut ? origins.selection : []), ...origins.calibration].map((ds) => periodsBetween(panel, first, ds));
  const { model } = adaptIntervals(uncertain(data), periods, { levels, blocks: horizonBlocks(panel.frequency, horizon) });
  const why = isHeldOut
    ? 'selection origins count as held out: an ensemble is weighed by the other ones at each'
    : 'selection origins are left out: what is published was fitted to them';
  return { ...model, method: `${model.method}; ${why}` };
}

/** Bounds around the forecasts of a level's series at one origin. */
export function boundsAtLevel(
  model: IntervalModel,
  summed: Panel,
  origin: number,
  forecast: Float64Array,
  horizon: number,
): IntervalBounds {
  return intervalBounds(model, forecast, scalesAt(summed, [origin]), sizesAt(summed, [origin]), horizon);
}

/** Where a level's series are wholly closed as planned after each origin; undefined where the data plan no closures. */
export function closedAtLevel(panel: Panel, group: Grouping, origins: number[], horizon: number): Uint8Array | undefined {
  const size = group.of.length * horizon;
  const open = new Float64Array(origins.length * size);
  for (const [k, origin] of origins.entries()) {
    const closures = plannedClosures(panel, origin, horizon);
    if (!closures) return undefined;
    for (let at = 0; at < size; at++) open[k * size + at] = closures[at] === 1 ? 0 : 1;
  }
  return Uint8Array.from(aggregateBlocks(open, group, horizon), (parts) => (parts === 0 ? 1 : 0));
}

/** Bounds without width where a series is wholly closed: it is certain to sell what was forecast, nothing. */
export function certainWhereClosed(bounds: IntervalBounds, mean: Float64Array, closed: Uint8Array | undefined): IntervalBounds {
  if (!closed) return bounds;
  const certain = (values: Float64Array) => values.map((value, k) => (closed[k] ? (mean[k] as number) : value));
  return { lower: bounds.lower.map(certain), upper: bounds.upper.map(certain) };
}

/** Scores without those of planned closures, which say nothing of how far off a forecast may be; all where there are no others. */
export function uncertain<Scores extends Pick<LevelScores, 'actual' | 'closed'>>(data: Scores): Scores {
  const { actual, closed } = data;
  if (!closed) return data;
  const open = actual.map((value, k) => (closed[k] ? Number.NaN : value));
  return open.every(Number.isNaN) ? data : { ...data, actual: open };
}

/** Scores of two windows as those of one, the earlier first. */
function afterOneAnother(a: LevelScores, b: LevelScores): LevelScores {
  const join = (x: Float64Array, y: Float64Array) => {
    const out = new Float64Array(x.length + y.length);
    out.set(x);
    out.set(y, x.length);
    return out;
  };
  return {
    series: a.series,
    horizon: a.horizon,
    forecast: join(a.forecast, b.forecast),
    actual: join(a.actual, b.actual),
    scales: join(a.scales, b.scales),
    sizes: join(a.sizes, b.sizes),
    closed: a.closed && b.closed && Uint8Array.from(join(Float64Array.from(a.closed), Float64Array.from(b.closed))),
  };
}

/** Mean size of each series over the year up to each origin: `[origin * series + i]`. */
function sizesAt(panel: Panel, origins: number[]): Float64Array {
  const year = { day: 365, week: 52, month: 12 }[panel.frequency];
  const n = panel.ids.length;
  const sizes = new Float64Array(origins.length * n);
  origins.forEach((origin, k) => {
    const anchors = rowsAt(panel, origin);
    for (let series = 0; series < n; series++) {
      const end = anchors[series] as number;
      sizes[k * n + series] = seriesSize(panel.y, Math.max(panel.indptr[series] as number, end - year + 1), end);
    }
  });
  return sizes;
}
