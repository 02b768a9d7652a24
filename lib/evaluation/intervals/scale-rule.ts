/**
 * What errors are measured in, so that those of all series and days are alike:
 * - `series`: the series' scale (its in-sample seasonal naive MAE), the same on every day;
 * - `local`: that scale times (forecast / the series' size) ** exponent: 0.5 for counts, whose variance grows with their mean,
 *   1 for errors in proportion to sales, so that peak days get wider intervals;
 * - `forecast`: the forecast's own size, whatever the series.
 */
export type ScaleRule = { name: 'series' } | { name: 'local'; exponent: number } | { name: 'forecast' };

/** A forecast below this share of the series' size counts as that: an interval is never without width. */
const leastShare = 0.05;

/** The rules that `calibrateIntervals` chooses among, simplest first. */
export const scaleRules: ScaleRule[] = [
  { name: 'series' },
  { name: 'local', exponent: 0.25 },
  { name: 'local', exponent: 0.5 },
  { name: 'local', exponent: 0.75 },
  { name: 'local', exponent: 1 },
  { name: 'forecast' },
];

/**
 * The scale of an error, in the target's units; it grows with the unit of `scale`, `size` and `forecast` together.
 * @param scale the series' own, positive
 * @param size the series' in-sample mean of |y|; a series of zeros has its own scale throughout
 */
export function scaleOf(rule: ScaleRule, scale: number, size: number, forecast: number): number {
  if (rule.name === 'series' || !(size > 0)) return scale;
  const height = Math.max(Math.abs(forecast), leastShare * size);
  return rule.name === 'forecast' ? height : scale * (height / size) ** rule.exponent;
}

/** In words, as methods name it. */
export function describeScale(rule: ScaleRule): string {
  if (rule.name === 'series') return 'the scale of the series';
  if (rule.name === 'forecast') return 'the size of the forecast';
  return rule.exponent === 1
    ? 'the scale of the series x forecast / series size'
    : `the scale of the series x (forecast / series size)^${rule.exponent}`;
}
