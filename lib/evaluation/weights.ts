/**
 * Weights of ensemble members: non-negative, summing to one, least squares on held-out forecasts, shrunk to equal weights.
 * Minimises |y - F w|^2 over the simplex by projected gradient (Duchi et al. 2008 for the projection).
 * @param actual targets of the points to fit on; NaN is left out
 * @param members each member's forecasts of the same points
 * @param shrinkage share of the equal weights in the answer, 0 to 1
 */
export function ensembleWeights(actual: Float64Array, members: Float64Array[], shrinkage: number): number[] {
  const n = members.length;
  // As the weights sum to one, the ensemble's error is the weighted sum of the members' errors: minimise w'Gw over their products.
  const gram = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let k = 0; k < actual.length; k++) {
    const errors = members.map((member) => (actual[k] as number) - (member[k] as number));
    if (errors.some(Number.isNaN)) continue;
    for (let i = 0; i < n; i++) {
      const row = gram[i] as number[];
      for (let j = 0; j < n; j++) row[j] = (row[j] as number) + (errors[i] as number) * (errors[j] as number);
    }
  }
  const trace = gram.reduce((sum, row, i) => sum + (row[i] as number), 0);
  let weights = new Array<number>(n).fill(1 / n);
  if (!(trace > 0)) return weights;
  for (let iteration = 0; iteration < 20_000; iteration++) {
    const stepped = weights.map((weight, i) => {
      const slope = (gram[i] as number[]).reduce((sum, value, j) => sum + value * (weights[j] as number), 0);
      return weight - slope / trace;
    });
    const next = toSimplex(stepped);
    const moved = Math.max(...next.map((weight, i) => Math.abs(weight - (weights[i] as number))));
    weights = next;
    if (moved < 1e-12) break;
  }
  return weights.map((weight) => (1 - shrinkage) * weight + shrinkage / n);
}

/** Nearest point of the probability simplex. */
function toSimplex(values: number[]): number[] {
  const descending = [...values].sort((a, b) => b - a);
  let sum = 0;
  let shift = 0;
  for (let k = 0; k < descending.length; k++) {
    sum += descending[k] as number;
    const candidate = (sum - 1) / (k + 1);
    if ((descending[k] as number) > candidate) shift = candidate;
  }
  return values.map((value) => Math.max(0, value - shift));
}

/** Steps ahead grouped where errors are alike: the week, the fortnight, the month and beyond of days; likewise for longer periods. */
export function horizonBlocks(frequency: 'day' | 'week' | 'month', horizon: number): { from: number; to: number }[] {
  const ends = { day: [7, 14, 28, 91, 366], week: [4, 13, 26, 104], month: [3, 12, 36] }[frequency];
  const blocks: { from: number; to: number }[] = [];
  let from = 1;
  for (const end of ends) {
    if (from > horizon) break;
    // A rest of a few steps joins the block before it.
    const to = horizon - end <= Math.ceil((end - from + 1) / 2) && horizon > end ? horizon : Math.min(end, horizon);
    blocks.push({ from, to });
    from = to + 1;
  }
  return blocks;
}
