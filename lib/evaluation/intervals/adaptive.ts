import { originsOf } from '../origin-blocks';
import { calibrateIntervals, type IntervalOptions } from './calibrate-intervals';
import { type CalibrationData, offsets, scaledErrors } from './fit-intervals';
import type { IntervalModel } from './interval-model';
import { fewestScores, scoresWithin } from './pooling';

/** What an origin taught: the miss rates that were aimed at when its intervals were laid, and those that came. */
export interface AdaptiveStep {
  /** Index of the origin. */
  origin: number;
  /** Miss rates aimed at, by level ascending. */
  aimed: number[];
  /** Shares of the origin's points outside, by level. */
  missed: number[];
}

export interface AdaptiveIntervals {
  model: IntervalModel;
  steps: AdaptiveStep[];
}

/** How far one origin's misses move the aim. They are means over many series, hence steadier than the paper's single points. */
const defaultRate = 0.2;

/**
 * One step of adaptive conformal inference: aim at fewer misses after too many, and at more after too few.
 * In the long run the misses are what the level leaves out, whatever the data do (Gibbs & Candes 2021, proposition 4.1).
 */
export function adaptedMissRate(aimed: number, missed: number, level: number, rate: number): number {
  return aimed + rate * (1 - level - missed);
}

/**
 * Split conformal intervals whose miss rates adapt over the origins (Gibbs & Candes 2021): at each origin, intervals come from the
 * errors seen by then, and their misses move the aim of those after it, once the origin's horizon is over. Use it where accuracy
 * drifts; it takes many origins to tell drift from luck. Where the aim asks for more than all errors seen, the largest one
 * stands in for the paper's infinite interval.
 * @param origins periods of the origins (as the horizon counts them), ascending
 * @param options as of `calibrateIntervals`, with the share of a miss that moves the aim
 */
export function adaptIntervals(
  data: CalibrationData,
  origins: ArrayLike<number>,
  options: IntervalOptions & { rate?: number },
): AdaptiveIntervals {
  const { rate = defaultRate } = options;
  const { series, horizon } = data;
  if (originsOf(data) !== origins.length) throw new RangeError(`${origins.length} origins are named, the errors have ${originsOf(data)}.`);
  const split = calibrateIntervals(data, options);
  const { levels, sides, blocks } = split;
  const errors = scaledErrors(data, split.scale);
  const upTo = (origin: number) => errors.subarray(0, (origin + 1) * series * horizon);
  const aims = levels.map((level) => 1 - level);
  const steps: AdaptiveStep[] = [];
  let learnt = 0;
  /** Takes in the misses of all origins whose targets were over at a period. */
  const learnUntil = (period: number) => {
    while (learnt < steps.length && (origins[(steps[learnt] as AdaptiveStep).origin] as number) + horizon <= period) {
      const { missed } = steps[learnt++] as AdaptiveStep;
      levels.forEach((level, k) => {
        aims[k] = adaptedMissRate(aims[k] as number, missed[k] as number, level, rate);
      });
    }
  };
  for (let origin = 0; origin < origins.length; origin++) {
    const period = origins[origin] as number;
    learnUntil(period);
    let seen = origin - 1;
    while (seen >= 0 && (origins[seen] as number) + horizon > period) seen--;
    const past = blocks.map((block) => scoresWithin(upTo(seen), horizon, block));
    if (past.some((scores) => scores.length < fewestScores)) continue;
    const own = upTo(origin).subarray(origin * series * horizon);
    const missed = missRates(
      own,
      horizon,
      blocks,
      past.map((scores) => nestedOffsets(scores, aims, sides)),
    );
    if (missed) steps.push({ origin, aimed: [...aims], missed });
  }
  learnUntil(Number.POSITIVE_INFINITY);
  const adapted = blocks.map((block) => ({ ...block, ...nestedOffsets(scoresWithin(errors, horizon, block), aims, sides) }));
  const effective = levels.map((level, k) => `${percent(level)} as ${percent(1 - (aims[k] as number))}`).join(', ');
  const method = `${split.method}; adapted over ${steps.length} origins at rate ${rate}${steps.length > 0 ? ` (${effective})` : ''}`;
  return { model: { ...split, method, blocks: adapted }, steps };
}

/** Offsets of the aims' levels, each holding the one before it: adapted levels may overtake each other. */
function nestedOffsets(sorted: Float64Array, aims: number[], sides: IntervalModel['sides']): { lower: number[]; upper: number[] } {
  const levels = aims.map((aim) => Math.min(1, Math.max(0, 1 - aim)));
  const { lower, upper } = offsets(sorted, levels, sides);
  return {
    lower: lower.map((_, k) => Math.min(...lower.slice(0, k + 1))),
    upper: upper.map((_, k) => Math.max(...upper.slice(0, k + 1))),
  };
}

/** Shares of an origin's scaled errors outside of their block's offsets, by level; undefined where it has none. */
function missRates(
  errors: Float64Array,
  horizon: number,
  blocks: IntervalModel['blocks'],
  bounds: { lower: number[]; upper: number[] }[],
): number[] | undefined {
  const blockOf = Array.from({ length: horizon }, (_, step) =>
    Math.max(
      0,
      blocks.findIndex(({ to }) => step < to),
    ),
  );
  const misses = (bounds[0]?.lower ?? []).map(() => 0);
  let count = 0;
  errors.forEach((error, k) => {
    if (error !== error) return;
    count++;
    const own = bounds[blockOf[k % horizon] as number];
    for (let level = 0; level < misses.length; level++) {
      const inside = error >= (own?.lower[level] as number) && error <= (own?.upper[level] as number);
      if (!inside) misses[level] = (misses[level] as number) + 1;
    }
  });
  return count > 0 ? misses.map((missed) => missed / count) : undefined;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace('.0', '')} %`;
}
