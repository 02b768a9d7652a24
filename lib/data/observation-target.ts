import type { ObservationRules } from '@/lib/datasets/manifest';
import type { PanelFrequency } from '@/lib/features/panel';
import type { SeriesGroups } from './observation-groups';
import { eachTarget, type PeriodMap } from './period-map';

/**
 * A series has ended where nothing was recorded for longer than so many periods. What the rules drop is gone for good, so a
 * shorter silence at the end is taken for a gap.
 */
export const endedAfter: Record<PanelFrequency, number> = { day: 28, week: 8, month: 3 };

/** Least share of a series' usual coverage of a longer period with which that period counts as recorded. */
const leastCoverage = 0.75;

export interface LevelTarget {
  /** `[group * targets + target]`; NaN where nothing was recorded, and after the last complete target period. */
  y: Float64Array;
  /** Groups that the rules leave out because they have ended. */
  dropped: number[];
}

/**
 * The target of a level by the dataset's rules.
 *
 * A group's value is the sum of what was recorded of its parts; a part that was not counts as nothing. Where nothing of a
 * group was recorded, the rules say what that means, by the periods of the data: a date on which nothing at all was recorded
 * (of several series) is a closure; before the group's first value it starts late; after its last one it ends early
 * (and is dropped only where it has ended, see `endedAfter`); anything else is a gap. Recorded values are never changed.
 *
 * A longer period is the sum of its recorded dates. It counts as recorded with three quarters of the coverage that is usual
 * for the group: a shop that never opens on Sundays has whole weeks of six days.
 * @param fine target of the finest series, `[series * own + period]`
 */
export function levelTarget(
  fine: Float64Array,
  groups: SeriesGroups,
  map: PeriodMap,
  rules: ObservationRules,
  frequency: PanelFrequency,
): LevelTarget {
  const { own, ownRecorded } = map;
  const values = grouped(fine, groups, map);
  // Only several series together can tell that nobody was open.
  const closed = groups.of.length < 2 ? undefined : closures(fine, groups.of.length, map);
  const dropped: number[] = [];
  const filling = (rule: 'zero' | 'missing' | 'trim' | 'drop') => (rule === 'zero' ? 0 : Number.NaN);
  for (let group = 0; group < groups.keys.length; group++) {
    const start = group * own;
    let first = 0;
    while (first < ownRecorded && Number.isNaN(values[start + first])) first++;
    if (first === ownRecorded) continue;
    let last = ownRecorded - 1;
    while (Number.isNaN(values[start + last])) last--;
    const ended = ownRecorded - 1 - last > endedAfter[frequency];
    if (ended && rules.earlyEnd === 'drop') {
      dropped.push(group);
      values.fill(Number.NaN, start, start + own);
      continue;
    }
    for (let period = 0; period < ownRecorded; period++) {
      if (!Number.isNaN(values[start + period])) continue;
      const after = rules.earlyEnd === 'drop' ? rules.gaps : rules.earlyEnd;
      const rule = period < first ? rules.lateStart : period > last ? after : rules.gaps;
      const closure = closed?.[period] === 1 && period >= first && period <= last;
      values[start + period] = filling(closure ? rules.closures : rule);
    }
  }
  return { y: map.identity ? values : toTargets(values, groups.keys.length, map), dropped };
}

/** Sums of parts by group; NaN where none was recorded, and after the last recorded period. */
function grouped(fine: Float64Array, { of, keys, identity }: SeriesGroups, { own, ownRecorded }: PeriodMap): Float64Array {
  const out = identity ? fine : new Float64Array(keys.length * own).fill(Number.NaN);
  if (!identity) {
    for (let series = 0; series < of.length; series++) {
      const to = (of[series] as number) * own;
      for (let period = 0; period < own; period++) {
        const value = fine[series * own + period] as number;
        if (value !== value) continue;
        const sum = out[to + period] as number;
        out[to + period] = sum === sum ? sum + value : value;
      }
    }
  }
  for (let group = 0; group < keys.length; group++) out.fill(Number.NaN, group * own + ownRecorded, (group + 1) * own);
  return out;
}

/** Periods on which nothing was recorded of any series. */
function closures(fine: Float64Array, series: number, { own, ownRecorded }: PeriodMap): Uint8Array {
  const closed = new Uint8Array(ownRecorded).fill(1);
  for (let i = 0; i < series; i++)
    for (let period = 0; period < ownRecorded; period++) if (!Number.isNaN(fine[i * own + period])) closed[period] = 0;
  return closed;
}

function toTargets(values: Float64Array, groups: number, map: PeriodMap): Float64Array {
  const { own, ownRecorded, targets, recorded } = map;
  const out = new Float64Array(groups * targets).fill(Number.NaN);
  const whole = new Float64Array(targets);
  for (let period = 0; period < own; period++) eachTarget(map, period, (at, share) => (whole[at] = (whole[at] as number) + share));
  const sum = new Float64Array(targets);
  const covered = new Float64Array(targets);
  for (let group = 0; group < groups; group++) {
    sum.fill(0);
    covered.fill(0);
    for (let period = 0; period < ownRecorded; period++) {
      const value = values[group * own + period] as number;
      if (value !== value) continue;
      eachTarget(map, period, (at, share) => {
        sum[at] = (sum[at] as number) + share * value;
        covered[at] = (covered[at] as number) + share;
      });
    }
    const shares = covered.subarray(0, recorded).map((days, at) => days / (whole[at] as number));
    const present = shares.filter((share) => share > 0).sort();
    const usual = present.length === 0 ? 1 : (present[present.length >> 1] as number);
    for (let at = 0; at < recorded; at++) {
      const share = shares[at] as number;
      if (share > 0 && share >= leastCoverage * usual) out[group * targets + at] = sum[at] as number;
    }
  }
  return out;
}
