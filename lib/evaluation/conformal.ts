/** Fewest scores a cell needs to have a quantile of its own. */
const fewest = 40;

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
  const scored = steps.map((block) => ({ ...block, scores: scoresOf(errors, scales, horizon, block) }));
  const joined = join(scored);
  const blocks = joined.map(({ from, to, scores }) => ({
    from,
    to,
    scores: scores.length,
    halfWidth: levels.map((level) => quantile(scores, level)),
  }));
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

interface Cell {
  from: number;
  to: number;
  scores: number[];
}

function scoresOf(errors: Float64Array, scales: Float64Array, horizon: number, block: { from: number; to: number }): number[] {
  const scores: number[] = [];
  for (let series = 0; series < scales.length; series++) {
    for (let step = block.from; step <= block.to; step++) {
      const error = errors[series * horizon + step - 1] as number;
      if (error === error) scores.push(Math.abs(error) / (scales[series] as number));
    }
  }
  return scores.sort((a, b) => a - b);
}

/** Joins cells with too few scores to their right neighbour, the last one to its left. */
function join(cells: Cell[]): Cell[] {
  const out: Cell[] = [];
  for (const cell of cells) {
    const last = out.at(-1);
    if (last && last.scores.length < fewest) merge(last, cell);
    else out.push({ ...cell });
  }
  const last = out.at(-1);
  if (out.length > 1 && last && last.scores.length < fewest) {
    out.pop();
    merge(out.at(-1) as Cell, last);
  }
  return out;
}

function merge(into: Cell, cell: Cell): void {
  into.to = cell.to;
  into.scores = [...into.scores, ...cell.scores].sort((a, b) => a - b);
}

/** The ceil((n + 1) level)-th smallest score; beyond the largest, the largest. */
function quantile(scores: number[], level: number): number {
  if (scores.length === 0) throw new Error('There is no error to calibrate intervals from: the calibration window has no recorded sale.');
  return scores[Math.min(scores.length - 1, Math.ceil((scores.length + 1) * level) - 1)] as number;
}
