export interface Bin {
  from: number;
  to: number;
  count: number;
}

const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** Values at shares of a sorted list, between neighbours in proportion; NaN where it is empty. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return low + (high - low) * (at - Math.floor(at));
}

export function quantilesOf(sorted: ArrayLike<number>): { q: number; value: number }[] {
  return shares.map((q) => ({ q, value: quantile(sorted, q) }));
}

/**
 * Counts of sorted values in bins of equal width. The ends of a long tail are counted in the first and the last bin, or a single
 * value far out would squeeze all others into one.
 */
export function histogramOf(sorted: ArrayLike<number>, bins: number): Bin[] {
  if (sorted.length === 0) return [];
  const whole = Array.from(sorted).every(Number.isInteger);
  let [from, to] = [quantile(sorted, 0.005), quantile(sorted, 0.995)];
  if (!(to > from)) [from, to] = [sorted[0] as number, sorted[sorted.length - 1] as number];
  if (!(to > from)) return [{ from, to, count: sorted.length }];
  // Whole numbers in bins of fractions would leave every other one empty.
  const width = whole ? Math.max(1, Math.ceil((to - from) / bins)) : (to - from) / bins;
  if (whole) [from, to] = [Math.floor(from), Math.ceil(to)];
  const count = whole ? Math.max(1, Math.floor((to - from) / width) + 1) : bins;
  const out = Array.from({ length: count }, (_, k): Bin => ({ from: from + k * width, to: from + (k + 1) * width, count: 0 }));
  for (let i = 0; i < sorted.length; i++) {
    const place = Math.floor(((sorted[i] as number) - from) / width);
    (out[Math.min(count - 1, Math.max(0, place))] as Bin).count++;
  }
  return out;
}
