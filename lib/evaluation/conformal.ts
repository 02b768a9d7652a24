import { conformalQuantile, pooledBlocks, scoresWithin } from './intervals/pooling';

/** Half-widths of split conformal intervals, in units of each series' scale, by block of steps ahead. */
export interface ConformalIntervals {
  /** In words: how the scores were pooled. */
  method: string;
  levels: number[];
  blocks: { from: number; to: number; scores: number; halfWidth: number[] }[];
}

/**
 * Split conformal intervals (Vovk et al. 2005; Lei et al. 2018) from errors at calibration origins.
 * Scores are |y - f| / scale, pooled over series and origins within a block of steps; blocks with fewer than 40 join.
 * @param errors blocks of `horizon` steps (a series at an origin): y - f; NaN is left out
 * @param scales one a block of errors
 */
export function calibrate(
  errors: Float64Array,
  scales: Float64Array,
  horizon: number,
  steps: { from: number; to: number }[],
  levels: number[],
): ConformalIntervals {
  const scores = errors.map((error, k) => Math.abs(error) / (scales[Math.floor(k / horizon)] as number));
  const counts = steps.map((block) => scoresWithin(scores, horizon, block).length);
  const joined = pooledBlocks(steps, counts);
  const blocks = joined.map((block) => {
    const own = scoresWithin(scores, horizon, block);
    return { ...block, scores: own.length, halfWidth: levels.map((level) => conformalQuantile(own, level)) };
  });
  const pooled = joined.length < steps.length ? 'joined where they had fewer than 40 scores' : 'each with its own quantiles';
  const method = `split conformal, scaled absolute errors pooled over series and calibration origins by block of steps ahead (${pooled})`;
  return { method, levels, blocks };
}

/** Half-width in the target's units at a step (1-based) and level. */
export function halfWidth(intervals: ConformalIntervals, step: number, level: number, scale: number): number {
  const block = intervals.blocks.find((candidate) => step <= candidate.to) ?? intervals.blocks.at(-1);
  const at = intervals.levels.indexOf(level);
  if (!block || at < 0) throw new Error(`No interval was calibrated for level ${level}.`);
  return (block.halfWidth[at] as number) * scale;
}
