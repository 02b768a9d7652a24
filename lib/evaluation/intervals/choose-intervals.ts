import { intervalScore } from '../metrics';
import { originsOf } from '../origin-blocks';
import { type CalibrationData, fitIntervals } from './fit-intervals';
import { intervalBounds, type Sides } from './interval-model';
import type { StepBlock } from './pooling';
import type { ScaleRule } from './scale-rule';

/** Points above which a choice is made on a part of the series: more would not change it. */
const mostPoints = 200_000;

/** Fewest origins left out in turn that leaning errors are believed on. */
const fewestFolds = 3;

/** Intervals to choose among. */
export interface Candidate {
  rule: ScaleRule;
  kind: Sides;
}

/**
 * The candidate whose intervals score best on calibration data that they were not made from: each origin (with one origin: each
 * half of the series) is left out in turn. An asymmetric one is to beat the best symmetric one at every origin.
 */
export function chooseIntervals(data: CalibrationData, levels: number[], blocks: StepBlock[], candidates: Candidate[]): Candidate {
  return candidates.length > 1 ? choose(candidates, heldOutCosts(data, levels, blocks, candidates)) : (candidates[0] as Candidate);
}

function choose(candidates: Candidate[], costs: number[][]): Candidate {
  const total = (k: number) => (costs[k] as number[]).reduce((sum, cost) => sum + cost, 0);
  const best = (kind: Sides) =>
    candidates.reduce((least, candidate, k) => (candidate.kind === kind && (least < 0 || total(k) < total(least)) ? k : least), -1);
  const [even, leaning] = [best('symmetric'), best('asymmetric')];
  if (even < 0 || leaning < 0) return candidates[Math.max(even, leaning)] as Candidate;
  const base = costs[even] as number[];
  const everywhere = base.length >= fewestFolds && (costs[leaning] as number[]).every((cost, fold) => cost < (base[fold] as number));
  return candidates[everywhere ? leaning : even] as Candidate;
}

/** Interval scores of each candidate, summed over levels, on each origin (with one origin: half of the series) left out in turn. */
function heldOutCosts(data: CalibrationData, levels: number[], blocks: StepBlock[], candidates: Candidate[]): number[][] {
  const { series, horizon } = data;
  const origins = originsOf(data);
  const stride = Math.ceil(data.actual.length / mostPoints);
  const kept = (block: number) => (block % series) % stride === 0;
  const foldOf = origins > 1 ? (block: number) => Math.floor(block / series) : (block: number) => Math.floor((block % series) / stride) % 2;
  const folds = Array.from({ length: Math.max(2, origins) }, (_, fold) => ({
    train: blocksOf(data, (block) => kept(block) && foldOf(block) !== fold),
    held: blocksOf(data, (block) => kept(block) && foldOf(block) === fold),
  })).filter(({ train, held }) => hasScore(train) && hasScore(held));
  return candidates.map(({ rule, kind }) =>
    folds.map(({ train, held }) => {
      const model = fitIntervals(train, levels, blocks, rule, kind);
      const { lower, upper } = intervalBounds(model, held.forecast, held.scales, held.sizes, horizon);
      return levels.reduce(
        (cost, level, k) => cost + intervalScore(held.actual, lower[k] as Float64Array, upper[k] as Float64Array, level),
        0,
      );
    }),
  );
}

/** The blocks that a rule keeps, as one origin. */
function blocksOf(data: CalibrationData, keep: (block: number) => boolean): CalibrationData {
  const { horizon } = data;
  const points = (column: Float64Array) => column.filter((_, k) => keep(Math.floor(k / horizon)));
  const scales = data.scales.filter((_, block) => keep(block));
  return {
    horizon,
    series: scales.length,
    actual: points(data.actual),
    forecast: points(data.forecast),
    scales,
    sizes: data.sizes.filter((_, block) => keep(block)),
  };
}

function hasScore({ actual, forecast }: CalibrationData): boolean {
  return actual.some((y, k) => !Number.isNaN(y - (forecast[k] as number)));
}
