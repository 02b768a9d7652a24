import type { PartTransforms } from '../forecaster/whole-transforms';
import type { Contributions } from './contributions';

/**
 * Carries contributions to forecasts of a transformed target over to forecasts of the target, in place.
 *
 * A profile multiplies by a season and by holidays: contributions stay what they are, and what the factors add to the forecast
 * counts to `season` and `holiday`. Any other transform scales contributions by the forecast's way from where a forecast of
 * nothing ends up, and that counts to `level`; so does what is cut off below zero.
 * @param inner forecasts of the transformed target, which the contributions add up to but for a cut at zero
 * @param values forecasts of the target
 */
export function throughTransforms(
  contributions: Contributions,
  { stages }: PartTransforms,
  inner: Float64Array,
  values: Float64Array,
  horizon: number,
): void {
  for (let k = 0; k < inner.length; k++) contributions.settle(k, 'level', inner[k] as number);
  let before = inner;
  for (const stage of stages.toReversed()) {
    const after = before.slice();
    stage.invert(after, horizon);
    const { factors } = stage;
    if (factors) {
      for (let k = 0; k < before.length; k++)
        byFactors(contributions, k, before[k] as number, factors.all[k] as number, factors.holidays[k] as number);
    } else {
      const ofNothing = new Float64Array(before.length);
      stage.invert(ofNothing, horizon);
      for (let k = 0; k < before.length; k++) {
        const way = (after[k] as number) - (ofNothing[k] as number);
        contributions.scale(k, before[k] === 0 ? 0 : way / (before[k] as number));
        contributions.settle(k, 'level', after[k] as number);
      }
    }
    before = after;
  }
  for (let k = 0; k < values.length; k++) contributions.settle(k, 'level', values[k] as number);
}

/** What a profile makes of a forecast: `value` times season, times holidays. */
export function byFactors(contributions: Contributions, point: number, value: number, all: number, holidays: number): void {
  const season = holidays === 0 ? 1 : all / holidays;
  contributions.add(point, 'season', value * (season - 1));
  contributions.add(point, 'holiday', value * season * (holidays - 1));
}
