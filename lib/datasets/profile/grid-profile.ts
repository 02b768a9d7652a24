import { isoDate } from '@/lib/data/days';
import type { PeriodClock } from '@/lib/data/period-clock';
import { type DemandClass, demandClass } from '@/lib/evaluation/demand-class';
import type { PanelFrequency } from '@/lib/features/panel';
import { histogramOf, quantile, quantilesOf } from './histogram';
import type { DatasetProfile, SeriesFigures } from './schema';
import { seasonStrength } from './season-strength';

/** A target on a grid of series by periods. */
export interface ProfileGrid {
  frequency: PanelFrequency;
  keys: Record<string, string>[];
  periods: number;
  clock: PeriodClock;
  /** Number of the first period by the clock. */
  first: number;
  /** `[series * periods + period]`, NaN where nothing was recorded. */
  y: Float64Array;
}

const targetBins = 40;
const lengthBins = 20;
const timelinePoints = 400;
const worstShown = 20;

type GridProfile = Omit<DatasetProfile, 'dataset' | 'version' | 'fingerprint' | 'columns' | 'firstDate' | 'lastDate'>;

/** Everything of a profile that follows from the target alone. */
export function gridProfile(grid: ProfileGrid): GridProfile {
  const { y, keys, periods, frequency } = grid;
  const all: SeriesFigures[] = [];
  const demand: Record<DemandClass, number> = { smooth: 0, erratic: 0, intermittent: 0, lumpy: 0, none: 0 };
  const total = new Float64Array(periods);
  const alive = new Int32Array(periods);
  let [negatives, cells] = [0, 0];
  for (let series = 0; series < keys.length; series++) {
    const figures = seriesFigures(grid, series);
    if (!figures) continue;
    all.push(figures);
    demand[figures.demand]++;
    cells += figures.periods;
    for (let period = 0; period < periods; period++) {
      const value = y[series * periods + period] as number;
      if (value !== value) continue;
      if (value < 0) negatives++;
      total[period] = (total[period] as number) + value;
      alive[period] = (alive[period] as number) + 1;
    }
  }
  const sorted = y.filter((value) => value === value).sort();
  const missing = all.reduce((sum, one) => sum + one.missing, 0);
  const lengths = Float64Array.from(all, (one) => one.periods).sort();
  return {
    frequency,
    series: all.length,
    cells,
    recorded: sorted.length,
    missing,
    zeros: all.reduce((sum, one) => sum + one.zeros, 0),
    negatives,
    target: targetOf(sorted),
    timeline: timelineOf(grid, total, alive),
    lengths: {
      min: lengths[0] ?? 0,
      median: lengths.length === 0 ? 0 : quantile(lengths, 0.5),
      max: lengths.at(-1) ?? 0,
      histogram: histogramOf(lengths, lengthBins),
    },
    gaps: { series: all.filter((one) => one.missing > 0).length, longest: all.reduce((most, one) => Math.max(most, one.longestGap), 0) },
    demand,
    seasons: seasonsOf(frequency, total, alive),
    worst: all
      .filter((one) => one.missing > 0)
      .sort((a, b) => b.missing / b.periods - a.missing / a.periods)
      .slice(0, worstShown),
  };
}

function targetOf(sorted: Float64Array): GridProfile['target'] {
  if (sorted.length === 0) return null;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    min: sorted[0] as number,
    max: sorted.at(-1) as number,
    mean,
    quantiles: quantilesOf(sorted),
    histogram: histogramOf(sorted, targetBins),
  };
}

/** Undefined where the series has no value at all. */
function seriesFigures({ y, keys, periods, clock, first }: ProfileGrid, series: number): SeriesFigures | undefined {
  const own = y.subarray(series * periods, (series + 1) * periods);
  const from = own.findIndex((value) => !Number.isNaN(value));
  if (from < 0) return undefined;
  const to = own.findLastIndex((value) => !Number.isNaN(value));
  let [missing, run, longestGap, zeros, sum] = [0, 0, 0, 0, 0];
  for (let period = from; period <= to; period++) {
    const value = own[period] as number;
    if (value !== value) {
      missing++;
      longestGap = Math.max(longestGap, ++run);
      continue;
    }
    run = 0;
    sum += value;
    if (value === 0) zeros++;
  }
  const length = to - from + 1;
  return {
    keys: keys[series] as Record<string, string>,
    firstDate: isoDate(clock.dayOf(first + from)),
    lastDate: isoDate(clock.dayOf(first + to)),
    periods: length,
    missing,
    longestGap,
    zeros,
    mean: sum / (length - missing),
    demand: demandClass(own, from, to).name,
  };
}

function timelineOf({ periods, clock, first }: ProfileGrid, total: Float64Array, alive: Int32Array): GridProfile['timeline'] {
  const step = Math.max(1, Math.ceil(periods / timelinePoints));
  return Array.from({ length: Math.ceil(periods / step) }, (_, k) => {
    let [sum, most] = [0, 0];
    for (let period = k * step; period < Math.min(periods, (k + 1) * step); period++) {
      sum += total[period] as number;
      most = Math.max(most, alive[period] as number);
    }
    return { date: isoDate(clock.dayOf(first + k * step)), total: most > 0 ? sum : null, series: most };
  });
}

function seasonsOf(frequency: PanelFrequency, total: Float64Array, alive: Int32Array): GridProfile['seasons'] {
  const seen = total.map((value, period) => ((alive[period] as number) > 0 ? value : Number.NaN));
  const seasons: GridProfile['seasons'] = [];
  const add = (name: 'week' | 'year', values: ArrayLike<number>, period: number) => {
    const strength = seasonStrength(values, period);
    if (strength !== undefined) seasons.push({ name, strength });
  };
  if (frequency === 'day') {
    add('week', seen, 7);
    // A year by its weeks: days would be judged by three values each.
    add('year', byWeeks(seen), 52);
  } else add('year', seen, frequency === 'week' ? 52 : 12);
  return seasons;
}

function byWeeks(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.floor(values.length / 7) }, (_, week) => {
    const days = values.subarray(week * 7, week * 7 + 7);
    return days.reduce((sum, value) => sum + value, 0);
  });
}
