import { type CalibrationData, calibrateIntervals } from '@/lib/evaluation/intervals/calibrate-intervals';
import { type IntervalBounds, type IntervalModel, intervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { seriesSize } from '@/lib/evaluation/series-size';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '@/lib/models/forecaster';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { actualsAt, type OriginForecasts, scalesAt } from './backtest';

/** Levels of the published intervals. */
export const intervalLevels = [0.8, 0.9, 0.95];

/** Forecasts of the modelled series at some origins, summed to a level, beside what came and how large its series are. */
export function scoredAtLevel(
  panel: Panel,
  level: string,
  origins: number[],
  horizon: number,
  forecasts: OriginForecasts,
): CalibrationData {
  const group = grouping(panel, level);
  const summed = aggregatePanel(panel, group);
  return {
    series: summed.ids.length,
    horizon,
    forecast: aggregateBlocks(forecasts, group, horizon),
    actual: aggregateBlocks(actualsAt(panel, origins, horizon), group, horizon),
    scales: scalesAt(summed, origins),
    sizes: sizesAt(summed, origins),
  };
}

/** Intervals of a level from the model's own errors there, summed before they are measured. */
export function calibrateLevel(data: CalibrationData, frequency: Panel['frequency']): IntervalModel {
  return calibrateIntervals(data, { levels: intervalLevels, blocks: horizonBlocks(frequency, data.horizon) });
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
