import type { PairedLosses } from './paired-losses';
import { studentTwoSided } from './statistics/distributions';

/** Fewest origins to test on: with fewer, the variance of their mean is a guess. */
const fewestOrigins = 8;

export interface DieboldMariano {
  verdict: 'challenger-better' | 'champion-better' | 'no-difference' | 'insufficient-data';
  /** Corrected statistic, negative where the challenger loses less; null without enough data, or where losses differ by a constant. */
  statistic: number | null;
  /** Two-sided, from Student's t with `origins - 1` degrees of freedom; null without enough data. */
  pValue: number | null;
  /** Mean of challenger's minus champion's loss: negative is better for the challenger. NaN without any origin. */
  meanDifference: number;
  /** Origins that both models were scored at. */
  origins: number;
  /** Origins up to which the variance allows for autocorrelation. */
  lag: number;
  /** The verdict in words, with its figures. */
  summary: string;
}

/**
 * Test of equal accuracy (Diebold & Mariano 1995) on the losses of two models by origin. The variance of the mean difference is
 * Newey and West's (1987, Bartlett weights) up to `lag`; the statistic takes the small-sample correction of Harvey, Leybourne
 * and Newbold (1997) for lag + 1 steps and is held against Student's t.
 * @param losses in time order, of evenly spaced origins; origins where either is NaN are left out
 * @param lag origins that an origin's targets overlap with: `overlapLag`
 * @param significance p-value under which there is a difference
 */
export function dieboldMariano({ champion, challenger }: PairedLosses, lag: number, significance = 0.05): DieboldMariano {
  const differences = challenger.map((loss, k) => loss - (champion[k] as number)).filter((difference) => difference === difference);
  const origins = differences.length;
  const meanDifference = mean(differences);
  const needed = Math.max(fewestOrigins, 2 * (lag + 1));
  if (origins < needed) {
    const overlap = needed > fewestOrigins ? ` whose targets overlap over ${lag + 1}` : '';
    const summary = `insufficient data: ${origins} origins${overlap}, of at least ${needed}`;
    return { verdict: 'insufficient-data', statistic: null, pValue: null, meanDifference, origins, lag, summary };
  }
  const variance = longRunVariance(differences, meanDifference, lag) / origins;
  const correction = Math.sqrt(((origins - lag - 1) * (origins - lag)) / (origins * origins));
  const statistic = variance > 0 ? (correction * meanDifference) / Math.sqrt(variance) : null;
  // Losses that differ by the same amount at every origin leave no doubt; equal ones no difference.
  const pValue = statistic === null ? (meanDifference === 0 ? 1 : 0) : studentTwoSided(statistic, origins - 1);
  const better = meanDifference < 0 ? 'challenger' : 'champion';
  const verdict = pValue < significance ? (`${better}-better` as const) : 'no-difference';
  const finding = verdict === 'no-difference' ? 'no difference that chance would not explain' : `the ${better} is better`;
  const figures = `mean loss difference ${meanDifference.toPrecision(4)}, p = ${pValue.toPrecision(2)}, ${origins} origins`;
  return { verdict, statistic, pValue, meanDifference, origins, lag, summary: `${finding} (${figures})` };
}

/** Newey and West's long-run variance with Bartlett weights, which cannot turn negative. */
function longRunVariance(values: Float64Array, centre: number, lag: number): number {
  let variance = 0;
  for (let k = 0; k <= lag; k++) {
    let covariance = 0;
    for (let t = k; t < values.length; t++) covariance += ((values[t] as number) - centre) * ((values[t - k] as number) - centre);
    variance += ((k === 0 ? 1 : 2 * (1 - k / (lag + 1))) * covariance) / values.length;
  }
  return variance;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
