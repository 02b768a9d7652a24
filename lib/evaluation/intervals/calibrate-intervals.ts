import { chooseIntervals } from './choose-intervals';
import { type CalibrationData, fitIntervals } from './fit-intervals';
import type { IntervalModel, Sides } from './interval-model';
import { enoughFor, type StepBlock } from './pooling';
import { describeScale, type ScaleRule, scaleRules } from './scale-rule';

export type { CalibrationData } from './fit-intervals';

export interface IntervalOptions {
  levels: number[];
  /** Blocks of steps ahead that may have widths of their own: `horizonBlocks`. */
  blocks: StepBlock[];
  /** `auto` (the default) takes the scale with the lowest interval score on calibration data left out in turn. */
  scale?: ScaleRule | 'auto';
  /**
   * `symmetric` by default: a bias that all series share at a few origins looks like leaning errors. `auto` takes asymmetric ones
   * where they score better at every origin left out, of three or more.
   */
  sides?: Sides | 'auto';
}

/**
 * Split conformal intervals (Vovk et al. 2005; Lei et al. 2018) from errors at calibration origins. Scores are (y - f) / scale,
 * pooled over series and origins within a block of steps; blocks with fewer than 40 join their neighbours. Asymmetric intervals
 * take a quantile of their own on either side, each missing half of what the level leaves out.
 * @throws Error where the calibration origins have no recorded sale
 */
export function calibrateIntervals(data: CalibrationData, options: IntervalOptions): IntervalModel {
  const levels = [...options.levels].sort((a, b) => a - b);
  const { scale = 'auto', sides = 'symmetric' } = options;
  const rules = scale === 'auto' ? scaleRules : [scale];
  const kinds: Sides[] = sides === 'auto' ? ['symmetric', 'asymmetric'] : [sides];
  const candidates = kinds.flatMap((kind) => rules.map((rule) => ({ rule, kind })));
  const chosen = chooseIntervals(data, levels, options.blocks, candidates);
  const model = fitIntervals(data, levels, options.blocks, chosen.rule, chosen.kind);
  const choice = candidates.length > 1 ? ` (chosen of ${candidates.length} by interval score)` : '';
  return { ...model, method: `${describe(model, options.blocks)}${choice}` };
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
