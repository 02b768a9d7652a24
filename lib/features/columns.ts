import type { KeyEncoding } from './encoding';
import type { FeatureSpec, RollingStatistic } from './spec';

/** Statistics in the order in which a window's columns are computed. */
const rollingStatistics: RollingStatistic[] = ['mean', 'std', 'min', 'max', 'median'];

/** The kernels that a window's statistics need. */
export interface WindowNeeds {
  mean: boolean;
  /** Mean and deviation in one pass. */
  moments: boolean;
  extremes: boolean;
  median: boolean;
}

/** Neighbouring columns of the design matrix that are made together. */
export type ColumnGroup = { names: string[]; categorical?: number[] } & (
  | { kind: 'lag'; lag: number }
  | { kind: 'window'; lag: number; window: number; columns: number[]; needs: WindowNeeds }
  | { kind: 'expanding' }
  | { kind: 'season'; season: number }
  | { kind: 'year'; year: number }
  | { kind: 'past'; name: string; window: number }
  | { kind: 'step' }
  | { kind: 'known'; name: string }
  | { kind: 'day' }
  | { kind: 'key'; name: string; numeric: boolean }
);

/**
 * The columns that a specification asks for, in the order of the design matrix. A covariate or key of the data that has the name of
 * another column (`month`, say) is told apart by what it is: `known_month`, `past_month`, `key_month`.
 */
export function columnGroups(
  spec: FeatureSpec,
  encoding: KeyEncoding,
  covariates: { known: string[]; past: string[] },
  days: string[],
): ColumnGroup[] {
  const groups = namedGroups(spec, encoding, covariates, days);
  const taken = new Set(groups.flatMap((group) => (ofData(group) ? [] : group.names)));
  for (const group of groups) {
    if (!ofData(group)) continue;
    group.names = group.names.map((name) => {
      let free = name;
      while (taken.has(free)) free = `${group.kind}_${free}`;
      taken.add(free);
      return free;
    });
  }
  return groups;
}

function ofData({ kind }: ColumnGroup): boolean {
  return kind === 'past' || kind === 'known' || kind === 'key';
}

function namedGroups(
  spec: FeatureSpec,
  encoding: KeyEncoding,
  covariates: { known: string[]; past: string[] },
  days: string[],
): ColumnGroup[] {
  const groups: ColumnGroup[] = spec.lags.map((lag) => ({ kind: 'lag', lag, names: [`lag_${lag}`] }));
  const window = (lag: number, length: number, statistics: RollingStatistic[], suffix: string): ColumnGroup => ({
    kind: 'window',
    lag,
    window: length,
    columns: statistics.map((statistic) => rollingStatistics.indexOf(statistic)),
    needs: {
      mean: statistics.includes('mean'),
      moments: statistics.includes('std'),
      extremes: statistics.includes('min') || statistics.includes('max'),
      median: statistics.includes('median'),
    },
    names: statistics.map((statistic) => `rolling_${statistic}_${length}${suffix}`),
  });
  if (spec.statistics.length > 0) groups.push(...spec.windows.map((length) => window(1, length, spec.statistics, '')));
  for (const { lag, window: length, statistics } of spec.lagWindows ?? []) groups.push(window(lag, length, statistics, `_lag_${lag}`));
  if (spec.expandingMean) groups.push({ kind: 'expanding', names: ['expanding_mean'] });
  for (const season of spec.seasons) groups.push({ kind: 'season', season, names: [`season_last_${season}`, `season_mean_${season}`] });
  if (spec.year > 0) groups.push({ kind: 'year', year: spec.year, names: ['last_year_shape'] });
  if (spec.pastWindow > 0) {
    for (const name of covariates.past) {
      groups.push({ kind: 'past', name, window: spec.pastWindow, names: [`${name}_mean_${spec.pastWindow}`] });
    }
  }
  if (spec.step) groups.push({ kind: 'step', names: ['step'] });
  for (const name of covariates.known) groups.push({ kind: 'known', name, names: [name] });
  if (days.length > 0) groups.push({ kind: 'day', names: days, categorical: spec.holidays ? holidayCodes(days) : [] });
  for (const name of encoding.keys) groups.push({ kind: 'key', name, numeric: false, names: [name], categorical: [0] });
  for (const name of spec.numericKeys ?? []) groups.push({ kind: 'key', name, numeric: true, names: [name] });
  return groups;
}

/** Indices of the columns that are category codes. */
export function categoricalColumns(groups: ColumnGroup[]): number[] {
  let first = 0;
  return groups.flatMap(({ names, categorical = [] }) => {
    const columns = categorical.map((column) => first + column);
    first += names.length;
    return columns;
  });
}

function holidayCodes(days: string[]): number[] {
  return days.flatMap((name, k) => (name === 'holiday' || name === 'next_holiday' ? [k] : []));
}
