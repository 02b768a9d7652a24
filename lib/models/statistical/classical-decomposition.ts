/** How a season joins the rest of a series: added to it or multiplied with it. */
export type SeasonKind = 'additive' | 'multiplicative';

/**
 * Season of a series by classical decomposition (FPP3, 3.4): the mean, place by place, of what a centred moving average over one
 * season leaves; additive places sum to 0, multiplicative ones have mean 1. Needs two whole seasons of `y`, and positive values
 * where the season is multiplicative.
 *
 * @returns one value for each place of the season, the first for `y[0]`
 */
export function classicalSeason(y: Float64Array, season: number, kind: SeasonKind): Float64Array {
  const half = Math.floor(season / 2);
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = half; t < y.length - half; t++) {
    const trend = centredMean(y, t, season);
    const place = t % season;
    sums[place] = (sums[place] as number) + (kind === 'additive' ? (y[t] as number) - trend : (y[t] as number) / trend);
    counts[place] = (counts[place] as number) + 1;
  }
  const means = sums.map((sum, place) => sum / (counts[place] as number));
  const overall = means.reduce((sum, mean) => sum + mean, 0) / season;
  return means.map((mean) => (kind === 'additive' ? mean - overall : mean / overall));
}

/** Mean of the season around `t`; of an even one both ends count half. */
function centredMean(y: Float64Array, t: number, season: number): number {
  const half = Math.floor(season / 2);
  let sum = 0;
  for (let i = t - half; i <= t + half; i++) sum += y[i] as number;
  if (season % 2 === 0) sum -= ((y[t - half] as number) + (y[t + half] as number)) / 2;
  return sum / season;
}
