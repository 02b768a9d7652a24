/**
 * How much of a series' movement around its trend repeats every `period` values: 1 - var(rest) / var(season + rest), at least 0
 * (Wang, Smith & Hyndman 2006), with a moving average as trend and the mean of each place in the period as season.
 * NaN values are left out. Undefined with fewer than two whole periods to judge by, or where nothing moves.
 */
export function seasonStrength(values: ArrayLike<number>, period: number): number | undefined {
  const n = values.length;
  if (n < 3 * period) return undefined;
  const half = Math.floor(period / 2);
  const around: number[] = new Array(n).fill(Number.NaN);
  for (let i = half; i < n - half; i++) {
    let sum = 0;
    let weight = 0;
    for (let k = -half; k <= half; k++) {
      const value = values[i + k] as number;
      // Of an even period both ends count half, so that each place in it weighs the same.
      const share = period % 2 === 0 && Math.abs(k) === half ? 0.5 : 1;
      if (value === value) {
        sum += share * value;
        weight += share;
      }
    }
    if (weight >= period * 0.75) around[i] = (values[i] as number) - sum / weight;
  }
  const means = Array.from({ length: period }, (_, place) => mean(around.filter((value, i) => i % period === place && value === value)));
  const rest = around.map((value, i) => value - (means[i % period] as number));
  const [whole, left] = [variance(around), variance(rest)];
  if (!(whole > 0)) return undefined;
  return Math.min(1, Math.max(0, 1 - left / whole));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: number[]): number {
  const there = values.filter((value) => value === value);
  const middle = mean(there);
  return mean(there.map((value) => (value - middle) ** 2));
}
