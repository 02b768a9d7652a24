import type { SeriesGroups } from './observation-groups';
import { eachTarget, type PeriodMap } from './period-map';

/** How the blanks of a known covariate were filled. */
export interface Filling {
  /** `usual`: with `value`; `last`: with the last known value of the series (before its first one, with that). */
  rule: 'usual' | 'last';
  value: number | null;
  /** All series have the same value on a date: one that does not say is taken at the others' word first. */
  common: boolean;
  /** Share of the recorded periods, and of the horizon, that no row told: 0 to 1. */
  history: number;
  horizon: number;
}

export type CovariateRole = 'price' | 'promotion' | 'other';

/**
 * Fills the blanks of a covariate that is known ahead, in place, the same way in the past and in the future: where a row is
 * missing only because nothing was sold, a blank would tell the model so, and no plan ever could.
 *
 * A covariate that is the same for all series on every date (a calendar flag) is taken from the others. Else a promotion is
 * off; a flag (0 or 1 only) has its commoner value; a covariate that is mostly 0 is 0; a price, or anything else, keeps its
 * last known value.
 * @param values `[series * own + period]`, NaN where blank
 */
export function fillKnown(values: Float64Array, role: CovariateRole, { own, ownRecorded }: PeriodMap): Filling {
  const series = values.length / own;
  const low = new Float64Array(own).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(own).fill(Number.NEGATIVE_INFINITY);
  let [told, zeros, ones, negative, shared] = [0, 0, 0, false, false];
  const blanks = { history: 0, horizon: 0 };
  for (let i = 0; i < series; i++) {
    for (let period = 0; period < own; period++) {
      const value = values[i * own + period] as number;
      if (value !== value) {
        blanks[period < ownRecorded ? 'history' : 'horizon']++;
        continue;
      }
      told++;
      if (value === 0) zeros++;
      else if (value === 1) ones++;
      if (value < 0) negative = true;
      if ((high[period] as number) >= (low[period] as number)) shared = true;
      if (value < (low[period] as number)) low[period] = value;
      if (value > (high[period] as number)) high[period] = value;
    }
  }
  const common = shared && low.every((value, period) => !((high[period] as number) > value));
  const usual = usualValue(role, told, zeros, ones, negative);
  for (let i = 0; i < series; i++) {
    const start = i * own;
    let last = Number.NaN;
    for (let period = 0; period < own; period++) {
      const at = start + period;
      if (Number.isNaN(values[at])) {
        if (common && Number.isFinite(low[period])) values[at] = low[period] as number;
        else values[at] = usual ?? last;
      }
      last = values[at] as number;
    }
    let first = 0;
    while (first < own && Number.isNaN(values[start + first])) first++;
    if (first < own) values.fill(values[start + first] as number, start, start + first);
  }
  return {
    rule: usual === undefined ? 'last' : 'usual',
    value: usual ?? null,
    common,
    history: blanks.history / Math.max(1, series * ownRecorded),
    horizon: blanks.horizon / Math.max(1, series * (own - ownRecorded)),
  };
}

function usualValue(role: CovariateRole, told: number, zeros: number, ones: number, negative: boolean): number | undefined {
  if (role === 'promotion' || told === 0) return 0;
  if (role === 'price') return undefined;
  if (zeros + ones === told) return ones > zeros ? 1 : 0;
  return zeros > told / 2 && !negative ? 0 : undefined;
}

/**
 * A known covariate of a level: the plain mean over the group's parts that are there on a date (from their first recorded
 * target; an ended one until it ended, unless all have), and over the dates of a longer period. Never weighted by sales:
 * weights would tell of sales not made yet. So a flag becomes the share of parts and days that have it.
 * @param values filled, `[series * own + period]`
 * @param alive first and last period of each finest series, see `lifetimes`
 * @returns `[group * targets + target]`
 */
export function meanByGroup(values: Float64Array, groups: SeriesGroups, map: PeriodMap, alive: Lifetimes): Float64Array {
  if (groups.identity && map.identity) return values;
  return averaged(
    values,
    groups,
    map,
    (series, period) => period >= (alive.first[series] as number) && period <= (alive.last[series] as number),
  );
}

/** First and last period in which each finest series is there. */
export interface Lifetimes {
  first: Int32Array;
  last: Int32Array;
}

/**
 * When each series is there: from its first recorded target on (never where it has none), to the end of the grid, or to its
 * last recorded one where it has ended but not all of its group have.
 */
export function lifetimes(fine: Float64Array, groups: SeriesGroups, { own, ownRecorded }: PeriodMap, endedAfter: number): Lifetimes {
  const count = groups.of.length;
  const first = new Int32Array(count).fill(own);
  const last = new Int32Array(count).fill(-1);
  const going = new Uint8Array(groups.keys.length);
  for (let series = 0; series < count; series++) {
    for (let period = 0; period < ownRecorded; period++) {
      if (Number.isNaN(fine[series * own + period])) continue;
      if ((last[series] as number) < 0) first[series] = period;
      last[series] = period;
    }
    if ((last[series] as number) >= 0 && ownRecorded - 1 - (last[series] as number) <= endedAfter) {
      last[series] = own;
      going[groups.of[series] as number] = 1;
    }
  }
  for (let series = 0; series < count; series++)
    if (!going[groups.of[series] as number] && (last[series] as number) >= 0) last[series] = own;
  return { first, last };
}

/**
 * A past-only covariate of a level, NaN where no part recorded it and after the last recorded period. Whole numbers that are
 * not negative count something (visitors, units) and are summed over parts and dates; flags, values that all series share on
 * a date (weather, indices) and other numbers are averaged.
 * @param values `[series * own + period]`, NaN where nothing was recorded; changed in place
 * @returns `[group * targets + target]`, and which of the two it was
 */
export function pastByGroup(values: Float64Array, groups: SeriesGroups, map: PeriodMap): { values: Float64Array; how: 'sum' | 'mean' } {
  const { own, ownRecorded, targets, recorded } = map;
  for (let start = 0; start < values.length; start += own) values.fill(Number.NaN, start + ownRecorded, start + own);
  const how = counts(values, own) ? 'sum' : 'mean';
  let out = values;
  if (!groups.identity || !map.identity) out = how === 'sum' ? summed(values, groups, map) : averaged(values, groups, map, () => true);
  for (let group = 0; group < groups.keys.length; group++) out.fill(Number.NaN, group * targets + recorded, (group + 1) * targets);
  return { values: out, how };
}

/** Whether a covariate counts something, so that its parts add up. */
export function counts(values: Float64Array, own: number): boolean {
  const seen = new Float64Array(own).fill(Number.NaN);
  let [differs, flag, any] = [values.length === own, true, false];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value !== value) continue;
    if (value < 0 || !Number.isInteger(value)) return false;
    any = true;
    if (value > 1) flag = false;
    const other = seen[at % own] as number;
    if (other === other && other !== value) differs = true;
    seen[at % own] = value;
  }
  return any && differs && !flag;
}

function averaged(
  values: Float64Array,
  groups: SeriesGroups,
  map: PeriodMap,
  counts: (series: number, period: number) => boolean,
): Float64Array {
  const { own, targets } = map;
  const sum = new Float64Array(groups.keys.length * targets);
  const weight = new Float64Array(groups.keys.length * targets);
  for (let series = 0; series < groups.of.length; series++) {
    const to = (groups.of[series] as number) * targets;
    for (let period = 0; period < own; period++) {
      const value = values[series * own + period] as number;
      if (value !== value || !counts(series, period)) continue;
      eachTarget(map, period, (at, share) => {
        sum[to + at] = (sum[to + at] as number) + share * value;
        weight[to + at] = (weight[to + at] as number) + share;
      });
    }
  }
  for (let at = 0; at < sum.length; at++) sum[at] = (weight[at] as number) > 0 ? (sum[at] as number) / (weight[at] as number) : Number.NaN;
  return sum;
}

function summed(values: Float64Array, groups: SeriesGroups, map: PeriodMap): Float64Array {
  const { own, targets } = map;
  const out = new Float64Array(groups.keys.length * targets).fill(Number.NaN);
  for (let series = 0; series < groups.of.length; series++) {
    const to = (groups.of[series] as number) * targets;
    for (let period = 0; period < own; period++) {
      const value = values[series * own + period] as number;
      if (value !== value) continue;
      eachTarget(map, period, (at, share) => {
        const before = out[to + at] as number;
        out[to + at] = (before === before ? before : 0) + share * value;
      });
    }
  }
  return out;
}
