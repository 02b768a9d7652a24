/** Terms of Kolmogorov's series after which nothing changes in the last digit. */
const terms = 100;

/**
 * Two-sample Kolmogorov-Smirnov test: the largest distance between the two distribution functions, 0 to 1, and the asymptotic chance
 * of one as large where both samples are of one distribution. Ties are allowed and make it cautious.
 * @returns NaN for both where a sample is empty
 */
export function kolmogorovSmirnov(one: Float64Array, other: Float64Array): { statistic: number; pValue: number } {
  const [n, m] = [one.length, other.length];
  if (n === 0 || m === 0) return { statistic: Number.NaN, pValue: Number.NaN };
  const a = Float64Array.from(one).sort();
  const b = Float64Array.from(other).sort();
  let statistic = 0;
  for (let i = 0, k = 0; i < n && k < m; ) {
    const value = Math.min(a[i] as number, b[k] as number);
    while (i < n && a[i] === value) i++;
    while (k < m && b[k] === value) k++;
    statistic = Math.max(statistic, Math.abs(i / n - k / m));
  }
  return { statistic, pValue: kolmogorovTail(Math.sqrt((n * m) / (n + m)) * statistic) };
}

/** Chance that Kolmogorov's variable exceeds x. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  // Of the two series for the same function, each converges where the other does not.
  if (x < 1) {
    let sum = 0;
    for (let k = 1; k <= terms; k++) sum += Math.exp(-((2 * k - 1) ** 2 * Math.PI ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  let sum = 0;
  for (let k = 1; k <= terms; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return 2 * sum;
}
