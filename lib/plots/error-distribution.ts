import { moments } from '@/lib/evaluation/statistics/moments';
import { rounded, roundedAll } from './rounded';
import type { PlotOf } from './schema';

type Distribution = PlotOf<'error-distribution'>['models'][string];

const bins = 40;
/** Beyond these quantiles errors are only counted: a few of them would squeeze all others into one bin. */
const [lowest, highest] = [0.005, 0.995];

/** Probabilities at which errors are set against a normal: closer together in the tails, where they differ. */
export const quantileProbabilities = [
  ...[0.001, 0.0025, 0.005],
  ...Array.from({ length: 99 }, (_, k) => (k + 1) / 100),
  ...[0.995, 0.9975, 0.999],
];

/** How errors are distributed; NaN is left out. */
export function errorDistribution(errors: Float64Array): Distribution {
  const sorted = errors.filter((error) => error === error).sort();
  const { count, mean, deviation } = moments(sorted);
  const { edges, counts, below, above } = histogram(sorted);
  return {
    count,
    mean: rounded(mean),
    deviation: rounded(deviation),
    ...{ edges, counts, below, above },
    quantiles: roundedAll(quantileProbabilities.map((probability) => quantile(sorted, probability))),
  };
}

/** Counts in bins of equal width; empty where there is nothing. @param sorted ascending, without NaN */
function histogram(sorted: Float64Array): Pick<Distribution, 'edges' | 'counts' | 'below' | 'above'> {
  if (sorted.length === 0) return { edges: [], counts: [], below: 0, above: 0 };
  const least = quantile(sorted, lowest);
  const most = quantile(sorted, highest);
  const width = (most - least) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  let [below, above] = [0, 0];
  for (const value of sorted) {
    if (value < least) below++;
    else if (value > most && most > least) above++;
    else {
      const bin = Math.min(bins - 1, Math.floor((value - least) / width));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { edges: Array.from({ length: bins + 1 }, (_, k) => rounded(least + k * width) as number), counts, below, above };
}

/** A quantile between the two nearest values (linear, as R's type 7); NaN of none. @param sorted ascending, without NaN */
export function quantile(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(at)] as number;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - low);
}
