import { type OriginBlocks, originsOf } from '../origin-blocks';
import type { IntervalBounds, Sides } from './interval-model';
import { conformalQuantile, pooledBlocks, type StepBlock, scoresWithin } from './pooling';

/** What a quantile model forecast at calibration origins: a lower and an upper bound by level, beside what came. */
export interface QuantileData extends Omit<OriginBlocks, 'forecast'>, IntervalBounds {
  /** In-sample seasonal naive MAE, one a block (a series at an origin), to make misses of different series alike. */
  scales: Float64Array;
}

/** How far to move a quantile model's bounds; plain JSON. */
export interface QuantileCalibration {
  /** In words. */
  method: string;
  /** Ascending. */
  levels: number[];
  sides: Sides;
  nonNegative: boolean;
  /** Margins by level to widen the bounds with on either side, in units of the series' scale; negative ones narrow them. */
  blocks: (StepBlock & { scores: number; lower: number[]; upper: number[] })[];
}

/**
 * Conformalised quantile regression (Romano, Patterson & Candes 2019): how far actuals lay outside a quantile model's bounds (or
 * how deep inside) tells by how much to move them, so that the intervals hold what they promise whatever the model's faults.
 * Scores are pooled as those of `calibrateIntervals` are.
 * @param levels ascending, one a pair of columns of `lower` and `upper`: level 0.8 is the quantiles 0.1 and 0.9
 */
export function calibrateQuantiles(
  data: QuantileData,
  levels: number[],
  blocks: StepBlock[],
  sides: Sides = 'symmetric',
): QuantileCalibration {
  const { actual, horizon, scales, lower, upper } = data;
  if (levels.some((level, k) => k > 0 && level <= (levels[k - 1] as number))) throw new RangeError('Levels are to ascend.');
  if (lower.length !== levels.length || upper.length !== levels.length)
    throw new RangeError('There is to be a lower and an upper column a level.');
  for (const column of [...lower, ...upper]) originsOf({ ...data, forecast: column });
  const scale = (k: number) => scales[Math.floor(k / horizon)] as number;
  const misses = levels.map((_, level) => ({
    below: actual.map((y, k) => ((lower[level]?.[k] as number) - y) / scale(k)),
    above: actual.map((y, k) => (y - (upper[level]?.[k] as number)) / scale(k)),
  }));
  const seen = misses[0]?.below ?? new Float64Array();
  const counts = blocks.map((block) => scoresWithin(seen, horizon, block).length);
  const fitted = pooledBlocks(blocks, counts).map((block) => {
    const margins = misses.map(({ below, above }, k) => {
      const level = levels[k] as number;
      if (sides === 'symmetric') {
        const worst = below.map((miss, point) => Math.max(miss, above[point] as number));
        const margin = conformalQuantile(scoresWithin(worst, horizon, block), level);
        return { lower: margin, upper: margin };
      }
      const margin = (side: Float64Array) => conformalQuantile(scoresWithin(side, horizon, block), (1 + level) / 2);
      return { lower: margin(below), upper: margin(above) };
    });
    const scores = scoresWithin(seen, horizon, block).length;
    return { ...block, scores, lower: margins.map((margin) => margin.lower), upper: margins.map((margin) => margin.upper) };
  });
  const joined = fitted.length < blocks.length ? 'joined where they had fewer than 40 scores' : 'each with its own margins';
  const method =
    `conformalised quantile regression, ${sides === 'symmetric' ? 'one margin for both bounds' : 'a margin for each bound'} in units of the ` +
    `series' scale, pooled over series and calibration origins by block of steps ahead (${joined})`;
  return { method, levels: [...levels], sides, nonNegative: actual.every((y) => !(y < 0)), blocks: fitted };
}

/**
 * The quantile model's bounds, moved. Bounds that cross meet in the middle, and each level holds the one below it.
 * @param forecast lower and upper bounds by level as the model gives them, in blocks of `horizon` steps
 * @param scales one a block
 */
export function quantileBounds(
  calibration: QuantileCalibration,
  forecast: IntervalBounds,
  scales: Float64Array,
  horizon: number,
): IntervalBounds {
  const least = calibration.nonNegative ? 0 : Number.NEGATIVE_INFINITY;
  const lower = forecast.lower.map((column) => Float64Array.from(column));
  const upper = forecast.upper.map((column) => Float64Array.from(column));
  const points = lower[0]?.length ?? 0;
  for (let k = 0; k < points; k++) {
    const step = (k % horizon) + 1;
    const block = calibration.blocks.find(({ to }) => step <= to) ?? calibration.blocks.at(-1);
    if (!block) throw new Error('No margin was calibrated: there are no blocks of steps.');
    const scale = scales[Math.floor(k / horizon)] as number;
    let [innerLow, innerHigh] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let level = 0; level < calibration.levels.length; level++) {
      let low = (lower[level]?.[k] as number) - (block.lower[level] as number) * scale;
      let high = (upper[level]?.[k] as number) + (block.upper[level] as number) * scale;
      if (low > high) low = high = (low + high) / 2;
      innerLow = Math.max(least, Math.min(innerLow, low));
      innerHigh = Math.max(least, innerHigh, high);
      (lower[level] as Float64Array)[k] = innerLow;
      (upper[level] as Float64Array)[k] = innerHigh;
    }
  }
  return { lower, upper };
}
