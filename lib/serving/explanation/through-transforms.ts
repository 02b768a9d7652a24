import type { PartStage, PartTransforms } from '../forecaster/whole-transforms';
import type { Contributions } from './contributions';

/**
 * Carries contributions to forecasts of a transformed target over to forecasts of the target, in place.
 *
 * A profile multiplies by a season and by holidays: contributions stay what they are, and what the factors add to the forecast
 * counts to `season` and `holiday`. A difference adds what was sold a lag before, with whatever that was forecast from; a ratio
 * multiplies contributions by it; a deviation from the mean is so many times the standard deviation; and of a logarithm each
 * has its share in proportion. What is left of a forecast counts to `level`, and so does what is cut off below zero.
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
    throughStage(contributions, stage, before, after, horizon);
    before = after;
  }
  for (let k = 0; k < values.length; k++) contributions.settle(k, 'level', values[k] as number);
}

function throughStage(
  contributions: Contributions,
  { spec, factors, invert }: PartStage,
  before: Float64Array,
  after: Float64Array,
  horizon: number,
): void {
  const units = spec.kind === 'standardise' ? unitsOf(invert, before.length, horizon) : undefined;
  for (let k = 0; k < before.length; k++) {
    const [from, to] = [before[k] as number, after[k] as number];
    if (factors) byFactors(contributions, k, from, factors.all[k] as number, factors.holidays[k] as number);
    else if (spec.kind === 'log1p') contributions.scale(k, from === 0 ? 1 : Math.expm1(from) / from);
    else if (spec.kind === 'ratio') contributions.scale(k, from === 0 ? 0 : to / from);
    else if (spec.kind === 'difference' && k % horizon >= spec.lag) contributions.addPoint(k, k - spec.lag);
    else if (units) contributions.scale(k, units[k] as number);
    contributions.settle(k, 'level', to);
  }
}

/** What one unit of the transformed target is in units of the target. */
function unitsOf(invert: PartStage['invert'], length: number, horizon: number): Float64Array {
  const [none, one] = [new Float64Array(length), new Float64Array(length).fill(1)];
  invert(none, horizon);
  invert(one, horizon);
  return one.map((value, k) => value - (none[k] as number));
}

/** What a profile makes of a forecast: `value` times season, times holidays. */
export function byFactors(contributions: Contributions, point: number, value: number, all: number, holidays: number): void {
  const season = holidays === 0 ? 1 : all / holidays;
  contributions.add(point, 'season', value * (season - 1));
  contributions.add(point, 'holiday', value * season * (holidays - 1));
}
