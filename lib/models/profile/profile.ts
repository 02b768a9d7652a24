import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel, WeekLabel } from '@/lib/features/panel';
import { periodsBetween, rowsAt } from '../forecaster';
import { holidayFactor, holidayShares, learnEffects } from './events';
import { type Season, seasonsOf } from './seasons';
import { type Groups, learnShape, type Observed } from './shape';
import { localLinear } from './trend';

/** Rounds of backfitting: trend, seasons and holidays each see what the others leave. */
const rounds = 4;
/** A trend is smoothed over so many cycles of the longest season. */
const trendCycles = 3;
/** Least trend, as a share of a series' mean: nothing is divided by less. */
const leastTrend = 0.02;

/** How sales of each series move with season and holidays, around their level. */
export interface Profile {
  /** What each row's sales are multiplied by, for all rows of the panel, those after the origin included. */
  factor: Float64Array;
  /** The part of it that is due to holidays. */
  holidayFactor: Float64Array;
  /** Effect of each holiday that was seen to move, by name: before it and on it, as shares of sales. */
  holidays: { name: string; before: number; on: number }[];
  /** Mean shrinkage weight by season and stage, for people: near 1 where series have seasons of their own. */
  weights: { season: string; group: string; weight: number }[];
}

/**
 * Splits sales into level, seasonal indices and holiday effects: y = level x season x holiday, all series at once, from rows up to
 * the origin only. What series have in common is learnt from all, what a group or a series has of its own as far as its data show
 * it (see `learnShape`), so that two years of one store's noisy weeks borrow the shape of all stores.
 * @returns undefined where sales do not fit a product: some are negative, or no season shows
 */
export function fitProfile(panel: Panel, origin: number, calendar: HolidayCalendar): Profile | undefined {
  const observed = observe(panel, origin);
  if (!observed) return undefined;
  const { indptr, end, value, periods } = observed;
  const seasons = seasonsOf(panel.frequency, origin, periods);
  if (seasons.length === 0) return undefined;
  const positions = seasons.map((season) => Uint16Array.from(panel.ds, (ds) => season.position(ds)));
  const n = panel.ids.length;
  const indices = seasons.map((season) => new Float64Array(n * season.length).fill(1));
  const year = seasons.findIndex(({ name }) => name === 'year');
  const holidays = year >= 0 && panel.frequency !== 'month' ? new Holidays(panel, observed, calendar, seasons[year] as Season) : undefined;
  const stages = stagesOf(panel);
  const longest = Math.max(...seasons.map(({ length }) => length));
  const span = trendCycles * longest;
  const trend = new Float64Array(value.length).fill(Number.NaN);
  const expected = new Float64Array(value.length);
  let weights: Profile['weights'] = [];
  for (let round = 0; round < rounds; round++) {
    fitTrend();
    weights = [];
    seasons.forEach((season, s) => {
      const own = indices[s] as Float64Array;
      const position = positions[s] as Uint16Array;
      own.fill(1);
      for (let k = 0; k < expected.length; k++) expected[k] = trend[k] as number;
      multiply(expected, (other) => other !== s);
      for (const { name, groups, detail } of stages) {
        const smoothing = detail === 'shape' ? season.smoothing : detail === 'raw' ? 0 : season.ownSmoothing;
        if (detail === 'raw' && season.smoothing === 0) continue;
        weights.push({
          season: season.name,
          group: name,
          weight: learnShape(observed, expected, position, season.length, groups, smoothing, own),
        });
      }
      normalise(own, season.length);
    });
    if (holidays) {
      for (let k = 0; k < expected.length; k++) expected[k] = trend[k] as number;
      multiply(expected, () => true, false);
      holidays.learn(expected);
    }
  }
  const factor = new Float64Array(panel.ds.length).fill(1);
  multiply(factor, () => true);
  const holidayFactor = new Float64Array(panel.ds.length).fill(1);
  multiply(holidayFactor, () => false);
  return { factor, holidayFactor, holidays: holidays?.effects() ?? [], weights };

  /** Multiplies seasons (those of `which`) and holidays into the values of all rows. */
  function multiply(values: Float64Array, which: (season: number) => boolean, withHolidays = true): void {
    for (let series = 0; series < n; series++) {
      for (let row = panel.indptr[series] as number; row < (panel.indptr[series + 1] as number); row++) {
        let product = withHolidays && holidays ? holidays.at(panel.ds[row] as number) : 1;
        for (let s = 0; s < seasons.length; s++) {
          if (which(s))
            product *= (indices[s] as Float64Array)[
              series * (seasons[s] as Season).length + ((positions[s] as Uint16Array)[row] as number)
            ] as number;
        }
        values[row]! *= product;
      }
    }
  }

  function fitTrend(): void {
    const factors = new Float64Array(value.length).fill(1);
    multiply(factors, () => true);
    for (let series = 0; series < n; series++) {
      const start = indptr[series] as number;
      const own = value.slice(start, end[series]);
      for (let k = 0; k < own.length; k++) own[k]! /= Math.max(factors[start + k] as number, leastTrend);
      const smooth = trend.subarray(start, end[series]);
      localLinear(own, span, Math.max(1, longest >> 3), smooth);
      for (let k = 0; k < smooth.length; k++) smooth[k] = Math.max(leastTrend, smooth[k] as number);
    }
  }
}

/** What all series share, then what each value of each key has of its own, then each series. */
function stagesOf(panel: Panel): { name: string; groups: Groups; detail: 'shape' | 'raw' | 'own' }[] {
  const n = panel.ids.length;
  const all: Groups = [Array.from({ length: n }, (_, series) => series)];
  const names = [...new Set(panel.keys.flatMap((keys) => Object.keys(keys)))].sort();
  const byKey = names.flatMap((name) => {
    const groups = new Map<string | undefined, number[]>();
    panel.keys.forEach((keys, series) => {
      const group = groups.get(keys[name]);
      if (group) group.push(series);
      else groups.set(keys[name], [series]);
    });
    // A key that tells every series apart, or none, groups nothing.
    return groups.size > 1 && groups.size < n ? [{ name, groups: [...groups.values()], detail: 'own' as const }] : [];
  });
  return [
    { name: 'all', groups: all, detail: 'shape' },
    { name: 'all, position by position', groups: all, detail: 'raw' },
    ...byKey,
    ...(n > 1 ? [{ name: 'series', groups: Array.from({ length: n }, (_, series) => [series]), detail: 'own' as const }] : []),
  ];
}

/** Scaled targets up to the origin; undefined where one is negative or nothing is positive. */
function observe(panel: Panel, origin: number): Observed | undefined {
  const n = panel.ids.length;
  const end = rowsAt(panel, origin).map((row) => row + 1);
  const value = new Float64Array(panel.ds.length).fill(Number.NaN);
  const period = new Int32Array(panel.ds.length);
  let first = Number.POSITIVE_INFINITY;
  for (let series = 0; series < n; series++) first = Math.min(first, panel.ds[panel.indptr[series] as number] as number);
  let any = false;
  for (let series = 0; series < n; series++) {
    const start = panel.indptr[series] as number;
    const offset = periodsBetween(panel, first, panel.ds[start] as number);
    let sum = 0;
    let count = 0;
    for (let row = start; row < (end[series] as number); row++) {
      period[row] = offset + row - start;
      const y = panel.y[row] as number;
      if (y !== y) continue;
      if (y < 0) return undefined;
      sum += y;
      count++;
    }
    if (sum === 0) continue;
    any = true;
    for (let row = start; row < (end[series] as number); row++) value[row] = ((panel.y[row] as number) * count) / sum;
  }
  return any ? { indptr: panel.indptr, end, value, period, periods: periodsBetween(panel, first, origin) + 1 } : undefined;
}

/** Indices of each series made to average one. */
function normalise(indices: Float64Array, length: number): void {
  for (let at = 0; at < indices.length; at += length) {
    let sum = 0;
    for (let p = 0; p < length; p++) sum += indices[at + p] as number;
    if (sum > 0) for (let p = 0; p < length; p++) indices[at + p]! *= length / sum;
  }
}

/** Holiday effects over the dates of a panel. A week's label tells its first or its last day: whichever explains sales better. */
class Holidays {
  readonly #days: Int32Array;
  readonly #position: Uint16Array;
  readonly #rowOf = new Map<number, number>();
  readonly #shares: Record<WeekLabel, Float64Array>;
  private readonly given: WeekLabel | undefined;
  #effects: Float64Array;
  #factors: Float64Array;

  constructor(
    panel: Panel,
    private readonly observed: Observed,
    private readonly calendar: HolidayCalendar,
    private readonly season: Season,
  ) {
    this.given = panel.weekLabel;
    const days = [...new Set(panel.ds)].sort((a, b) => a - b);
    this.#days = Int32Array.from(days);
    days.forEach((day, k) => {
      this.#rowOf.set(day, k);
    });
    this.#position = Uint16Array.from(days, (day) => season.position(day));
    const length = panel.frequency === 'week' ? 7 : 1;
    const shares = (label: WeekLabel) => holidayShares(this.#days, length, label, calendar);
    this.#shares = { start: shares('start'), end: length === 1 ? shares('start') : shares('end') };
    this.#effects = new Float64Array(2 * calendar.names.length);
    this.#factors = new Float64Array(days.length).fill(1);
  }

  at(ds: number): number {
    return this.#factors[this.#rowOf.get(ds) as number] as number;
  }

  learn(expected: Float64Array): void {
    const { indptr, end, value, period, periods } = this.observed;
    const got = new Float64Array(periods);
    const due = new Float64Array(periods);
    for (let series = 0; series + 1 < indptr.length; series++) {
      for (let row = indptr[series] as number; row < (end[series] as number); row++) {
        const y = value[row] as number;
        if (y !== y) continue;
        got[period[row] as number]! += y;
        due[period[row] as number]! += expected[row] as number;
      }
    }
    const residual = new Float64Array(this.#days.length).fill(Number.NaN);
    for (let t = 0; t < periods; t++) if ((due[t] as number) > 0) residual[t] = (got[t] as number) / (due[t] as number) - 1;
    const labels: WeekLabel[] = this.given ? [this.given] : ['start', 'end'];
    const learnt = labels.map((label) => ({
      label,
      ...learnEffects(residual, this.#shares[label], this.#position, this.season.length),
    }));
    const best = learnt.reduce((first, next) => (next.squares < first.squares ? next : first));
    this.#effects = best.effects;
    const shares = this.#shares[best.label];
    this.#factors = this.#factors.map((_, t) => holidayFactor(shares, this.#effects, t));
  }

  effects(): Profile['holidays'] {
    return this.calendar.names.flatMap((name, k) => {
      const [before, on] = [this.#effects[2 * k] as number, this.#effects[2 * k + 1] as number];
      return before === 0 && on === 0 ? [] : [{ name, before, on }];
    });
  }
}
