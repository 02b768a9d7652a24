import { intervalScore } from '../metrics';
import { type OriginBlocks, originsOf } from '../origin-blocks';
import { type IntervalModel, intervalBounds, type Sides } from './interval-model';
import { conformalQuantile, enoughFor, pooledBlocks, type StepBlock, scoresWithin } from './pooling';
import { describeScale, type ScaleRule, scaleOf, scaleRules } from './scale-rule';

/** Errors at the calibration origins, and the series' measures at each of them. */
export interface CalibrationData extends OriginBlocks {
  /** In-sample seasonal naive MAE, one a block (a series at an origin): `seasonalScale`. */
  scales: Float64Array;
  /** In-sample mean of |y|, one a block: `seriesSize`. */
  sizes: Float64Array;
}

export interface IntervalOptions {
  levels: number[];
  /** Blocks of steps ahead that may have widths of their own: `horizonBlocks`. */
  blocks: StepBlock[];
  /** `auto` (the default) takes the scale and sides with the lowest interval score on calibration data left out in turn. */
  scale?: ScaleRule | 'auto';
  sides?: Sides | 'auto';
}

/** Points above which a choice is made on a part of the series: more would not change it. */
const mostPoints = 200_000;

/**
 * Split conformal intervals (Vovk et al. 2005; Lei et al. 2018) from errors at calibration origins. Scores are (y - f) / scale,
 * pooled over series and origins within a block of steps; blocks with fewer than 40 join their neighbours. Asymmetric intervals
 * take a quantile of their own on either side, each missing half of what the level leaves out.
 * @throws Error where the calibration origins have no recorded sale
 */
export function calibrateIntervals(data: CalibrationData, options: IntervalOptions): IntervalModel {
  const levels = [...options.levels].sort((a, b) => a - b);
  const { scale = 'auto', sides = 'auto' } = options;
  const rules = scale === 'auto' ? scaleRules : [scale];
  const kinds: Sides[] = sides === 'auto' ? ['symmetric', 'asymmetric'] : [sides];
  const candidates = kinds.flatMap((kind) => rules.map((rule) => ({ rule, kind })));
  const first = candidates[0] as (typeof candidates)[number];
  const chosen = candidates.length > 1 ? cheapest(data, levels, options.blocks, candidates) : first;
  const model = fitIntervals(data, levels, options.blocks, chosen.rule, chosen.kind);
  const choice = candidates.length > 1 ? ` (chosen of ${candidates.length} by interval score)` : '';
  return { ...model, method: `${describe(model, options.blocks)}${choice}` };
}

/** Intervals with a given scale and sides. */
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

/** The candidate with the lowest interval score, summed over levels, on origins (with one origin: series) left out in turn. */
function cheapest<T extends { rule: ScaleRule; kind: Sides }>(
  data: CalibrationData,
  levels: number[],
  blocks: StepBlock[],
  candidates: T[],
): T {
  const { series, horizon } = data;
  const origins = originsOf(data);
  const stride = Math.ceil(data.actual.length / mostPoints);
  const kept = (block: number) => (block % series) % stride === 0;
  const foldOf = origins > 1 ? (block: number) => Math.floor(block / series) : (block: number) => Math.floor((block % series) / stride) % 2;
  const folds = Math.max(2, origins);
  const costs = candidates.map(({ rule, kind }) => {
    let cost = 0;
    for (let fold = 0; fold < folds; fold++) {
      const train = blocksOf(data, (block) => kept(block) && foldOf(block) !== fold);
      const held = blocksOf(data, (block) => kept(block) && foldOf(block) === fold);
      if (!hasScore(train) || !hasScore(held)) continue;
      const { lower, upper } = intervalBounds(
        fitIntervals(train, levels, blocks, rule, kind),
        held.forecast,
        held.scales,
        held.sizes,
        horizon,
      );
      levels.forEach((level, k) => {
        cost += intervalScore(held.actual, lower[k] as Float64Array, upper[k] as Float64Array, level);
      });
    }
    return cost;
  });
  return candidates[costs.indexOf(Math.min(...costs))] as T;
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

function describe({ levels, scale, sides, blocks }: IntervalModel, asked: StepBlock[]): string {
  const kind = sides === 'symmetric' ? 'absolute errors' : 'errors below and above apart';
  const joined = blocks.length < asked.length ? 'joined where they had fewer than 40 scores' : 'each with its own quantiles';
  const share = (level: number) => (sides === 'symmetric' ? level : (1 + level) / 2);
  const short = levels.filter((level) => blocks.some(({ scores }) => !enoughFor(scores, share(level))));
  const least = Math.min(...blocks.map(({ scores }) => scores));
  const warning =
    short.length > 0
      ? `; ${least} scores are too few for ${short.map((level) => `${Math.round(100 * level)} %`).join(' and ')}, where the largest error stands in`
      : '';
  return `split conformal, ${kind} in units of ${describeScale(scale)}, pooled over series and calibration origins by block of steps ahead (${joined}${warning})`;
}
