/** Share of forecasts that a member may lack: a series without history at an origin has none. */
const mostMissing = 0.05;

/**
 * Weights of ensemble members: non-negative, summing to one, least squares on held-out forecasts, shrunk to equal weights.
 *
 * Members far worse than the best are left out, and so is one that lacks forecasts: what is averaged must be of a kind. Among
 * those that stay, |y - F w|^2 is minimised over the simplex by projected gradient (Duchi et al. 2008 for the projection), and
 * the answer is drawn to their equal weights, which a few origins seldom beat (the forecast combination puzzle: Stock & Watson
 * 2004; Claeskens et al. 2016).
 * @param actual targets of the points to fit on; NaN is left out
 * @param members each member's forecasts of the same points
 * @param options shrinkage: share of the equal weights in the answer, 0 to 1; tolerance: a member whose mean absolute error is more
 * than this many times the best member's is left out
 */
export function ensembleWeights(
  actual: Float64Array,
  members: Float64Array[],
  { shrinkage, tolerance = Number.POSITIVE_INFINITY }: { shrinkage: number; tolerance?: number },
): number[] {
  const errors = members.map((member) => meanAbsoluteError(actual, member));
  const least = Math.min(...errors);
  if (least === Number.POSITIVE_INFINITY) return new Array<number>(members.length).fill(1 / members.length);
  const limit = Number.isFinite(tolerance) ? tolerance * least : Number.MAX_VALUE;
  const kept = members.flatMap((_, m) => ((errors[m] as number) <= limit ? [m] : []));
  const weights = new Array<number>(members.length).fill(0);
  const fitted = leastSquares(
    actual,
    kept.map((m) => members[m] as Float64Array),
  );
  kept.forEach((m, k) => {
    weights[m] = (1 - shrinkage) * (fitted[k] as number) + shrinkage / kept.length;
  });
  return weights;
}

/** Infinite where more forecasts are missing than series that have only begun explain. */
function meanAbsoluteError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  let count = 0;
  let missing = 0;
  for (let k = 0; k < actual.length; k++) {
    const y = actual[k] as number;
    if (y !== y) continue;
    const error = Math.abs(y - (forecast[k] as number));
    if (error === error) {
      sum += error;
      count++;
    } else missing++;
  }
  if (count + missing === 0) return 0;
  return missing > mostMissing * (count + missing) ? Number.POSITIVE_INFINITY : sum / count;
}

function leastSquares(actual: Float64Array, members: Float64Array[]): number[] {
  const n = members.length;
  // As the weights sum to one, the ensemble's error is the weighted sum of the members' errors: minimise w'Gw over their products.
  const gram = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const errors = new Float64Array(n);
  for (let k = 0; k < actual.length; k++) {
    const y = actual[k] as number;
    if (y !== y) continue;
    let whole = true;
    for (let m = 0; m < n; m++) {
      errors[m] = y - ((members[m] as Float64Array)[k] as number);
      if (Number.isNaN(errors[m])) whole = false;
    }
    if (!whole) continue;
    for (let i = 0; i < n; i++) {
      const row = gram[i] as number[];
      for (let j = 0; j < n; j++) row[j] = (row[j] as number) + (errors[i] as number) * (errors[j] as number);
    }
  }
  const trace = gram.reduce((sum, row, i) => sum + (row[i] as number), 0);
  let weights = new Array<number>(n).fill(1 / n);
  if (!(trace > 0)) return weights;
  // Projected gradient with momentum that starts anew whenever it leads uphill (Beck & Teboulle 2009; O'Donoghue & Candes 2015).
  let ahead = weights;
  let momentum = 1;
  for (let iteration = 0; iteration < 20_000; iteration++) {
    const slopes = gram.map((row) => row.reduce((sum, value, j) => sum + value * (ahead[j] as number), 0));
    const next = toSimplex(ahead.map((weight, i) => weight - (slopes[i] as number) / trace));
    const uphill = next.reduce((sum, weight, i) => sum + ((ahead[i] as number) - weight) * (weight - (weights[i] as number)), 0) > 0;
    const faster = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = uphill ? 0 : (momentum - 1) / faster;
    const moved = Math.max(...next.map((weight, i) => Math.abs(weight - (ahead[i] as number))));
    ahead = next.map((weight, i) => weight + push * (weight - (weights[i] as number)));
    weights = next;
    momentum = faster;
    if (moved < 1e-13) break;
  }
  return weights;
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
