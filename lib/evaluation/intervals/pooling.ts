/** A range of steps ahead, from 1, both ends included. */
export interface StepBlock {
  from: number;
  to: number;
}

/** Fewest scores a block needs to have quantiles of its own. */
export const fewestScores = 40;

/** Joins blocks with fewer than 40 scores to their right neighbour, the last one to its left. @param counts scores of each block */
export function pooledBlocks(blocks: StepBlock[], counts: ArrayLike<number>): StepBlock[] {
  const out: (StepBlock & { count: number })[] = [];
  const merge = (into: StepBlock & { count: number }, { to, count }: StepBlock & { count: number }) => {
    into.to = to;
    into.count += count;
  };
  blocks.forEach(({ from, to }, k) => {
    const own = { from, to, count: counts[k] as number };
    const last = out.at(-1);
    if (last && last.count < fewestScores) merge(last, own);
    else out.push(own);
  });
  const last = out.at(-1);
  const before = out.at(-2);
  if (last && before && last.count < fewestScores) {
    out.pop();
    merge(before, last);
  }
  return out.map(({ from, to }) => ({ from, to }));
}

/** The scores within a block of steps that are there, ascending. @param scores blocks of `horizon` steps */
export function scoresWithin(scores: Float64Array, horizon: number, { from, to }: StepBlock): Float64Array {
  return scores.filter((score, k) => score === score && (k % horizon) + 1 >= from && (k % horizon) + 1 <= to).sort();
}

/**
 * The ceil((n + 1) share)-th smallest score: one more score of the same kind lies at or below it with probability `share` or
 * more (Vovk et al. 2005). Beyond the largest, the largest: see `enoughFor`.
 */
export function conformalQuantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) throw new Error('There is no error to calibrate intervals from: the calibration window has no recorded sale.');
  // 20 * 0.95 is to be the 19th, whatever binary fractions make of it.
  const rank = Math.ceil((sorted.length + 1) * share - 1e-9);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] as number;
}

/** Whether `count` scores reach out to a share such as 0.95 on one side: with fewer, the largest score stands in. */
export function enoughFor(count: number, share: number): boolean {
  return Math.ceil((count + 1) * share - 1e-9) <= count;
}
