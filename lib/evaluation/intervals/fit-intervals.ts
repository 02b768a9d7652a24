import type { OriginBlocks } from '../origin-blocks';
import type { IntervalModel, Sides } from './interval-model';
import { conformalQuantile, pooledBlocks, type StepBlock, scoresWithin } from './pooling';
import { type ScaleRule, scaleOf } from './scale-rule';

/** Errors at the calibration origins, and the series' measures at each of them. */
export interface CalibrationData extends OriginBlocks {
  /** In-sample seasonal naive MAE, one a block (a series at an origin): `seasonalScale`. */
  scales: Float64Array;
  /** In-sample mean of |y|, one a block: `seriesSize`. */
  sizes: Float64Array;
}

/** Intervals with a given scale and sides, the method left to be named. @param levels ascending */
export function fitIntervals(data: CalibrationData, levels: number[], blocks: StepBlock[], rule: ScaleRule, sides: Sides): IntervalModel {
  const { horizon } = data;
  const scores = scaledErrors(data, rule);
  const counts = blocks.map((block) => scoresWithin(scores, horizon, block).length);
  const fitted = pooledBlocks(blocks, counts).map((block) => {
    const own = scoresWithin(scores, horizon, block);
    return { ...block, scores: own.length, ...offsets(own, levels, sides) };
  });
  const nonNegative = data.actual.every((y) => !(y < 0));
  return { method: '', levels, scale: rule, sides, nonNegative, blocks: fitted };
}

/** (y - f) / scale of each point. */
export function scaledErrors({ actual, forecast, horizon, scales, sizes }: CalibrationData, rule: ScaleRule): Float64Array {
  return actual.map((y, k) => {
    const f = forecast[k] as number;
    const block = Math.floor(k / horizon);
    return (y - f) / scaleOf(rule, scales[block] as number, sizes[block] as number, f);
  });
}

/** Offsets of both bounds that hold a further error with each of the probabilities; the forecast itself is always held. */
export function offsets(sorted: Float64Array, levels: number[], sides: Sides): { lower: number[]; upper: number[] } {
  if (sides === 'symmetric') {
    const sizes = sorted.map(Math.abs).sort();
    const upper = levels.map((level) => conformalQuantile(sizes, level));
    return { lower: upper.map((width) => -width), upper };
  }
  const mirrored = sorted.map((score) => -score).reverse();
  return {
    lower: levels.map((level) => Math.min(0, -conformalQuantile(mirrored, (1 + level) / 2))),
    upper: levels.map((level) => Math.max(0, conformalQuantile(sorted, (1 + level) / 2))),
  };
}
