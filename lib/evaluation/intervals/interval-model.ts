import type { StepBlock } from './pooling';
import { type ScaleRule, scaleOf } from './scale-rule';

/** Whether a sale above the forecast and one below it are thought equally likely to lie as far off. */
export type Sides = 'symmetric' | 'asymmetric';

/** Intervals ready to be laid around forecasts; plain JSON. */
export interface IntervalModel {
  /** In words: how the widths came about, and what to know of them. */
  method: string;
  /** Ascending, such as [0.8, 0.9, 0.95]. */
  levels: number[];
  scale: ScaleRule;
  sides: Sides;
  /** Sales are never negative, so that no bound is. */
  nonNegative: boolean;
  /** Offsets of the bounds from the forecast by level, in units of the scale: lower <= 0 <= upper. */
  blocks: (StepBlock & { scores: number; lower: number[]; upper: number[] })[];
}

/** Bounds by level, in the target's units, laid out as the forecasts. */
export interface IntervalBounds {
  lower: Float64Array[];
  upper: Float64Array[];
}

/**
 * Bounds of forecasts. They are nested across levels, hold the forecast (raised to zero where sales are never negative), and are
 * NaN where it is.
 * @param forecast blocks of `horizon` steps (a series at an origin)
 * @param scales the series' scale, one a block
 * @param sizes the series' in-sample mean of |y|, one a block
 */
export function intervalBounds(
  model: IntervalModel,
  forecast: Float64Array,
  scales: Float64Array,
  sizes: Float64Array,
  horizon: number,
): IntervalBounds {
  const blockOf = Array.from({ length: horizon }, (_, step) => {
    const block = model.blocks.find(({ to }) => step < to) ?? model.blocks.at(-1);
    if (!block) throw new Error('No interval was calibrated: the model has no blocks of steps.');
    return block;
  });
  const unit = forecast.map((f, k) => {
    const block = Math.floor(k / horizon);
    return scaleOf(model.scale, scales[block] as number, sizes[block] as number, f);
  });
  const least = model.nonNegative ? 0 : Number.NEGATIVE_INFINITY;
  const bound = (side: 'lower' | 'upper', level: number) =>
    forecast.map((f, k) => Math.max(least, f + (blockOf[k % horizon]?.[side][level] as number) * (unit[k] as number)));
  return { lower: model.levels.map((_, level) => bound('lower', level)), upper: model.levels.map((_, level) => bound('upper', level)) };
}
