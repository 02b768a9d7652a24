import type { PanelMeta } from '@/lib/data/panel-file';
import { noHolidays } from '@/lib/features/calendar';
import { type ColumnGroup, columnGroups } from '@/lib/features/columns';
import { DayTable } from '@/lib/features/day-table';
import type { BoostedState } from '@/lib/models/boosted';
import { featureSpec } from '@/lib/models/boosted-config';

/** What moves a forecast, in the order of their contributions. */
export const driverNames = ['level', 'season', 'holiday', 'promotion', 'price', 'closure', 'weather', 'other', 'identity'] as const;
export type DriverName = (typeof driverNames)[number];

/** In plain words. */
export const driverWords: Record<DriverName, string> = {
  level: 'trend and recent level',
  season: 'season: week, month and year',
  holiday: 'holidays',
  promotion: 'promotions',
  price: 'price',
  closure: 'closures',
  weather: 'weather',
  other: 'other covariates',
  identity: 'what sets this series apart',
};

export type Roles = Pick<PanelMeta, 'price' | 'promotion'>;

/** The driver that a covariate counts to: what the dataset says of it, else what its name does. */
export function driverOfCovariate(name: string, { price, promotion }: Roles): DriverName {
  if (name === promotion) return 'promotion';
  if (name === price) return 'price';
  if (/promo|discount|markdown|campaign/.test(name)) return 'promotion';
  if (/price/.test(name)) return 'price';
  if (/clos|renovation/.test(name)) return 'closure';
  if (/holiday/.test(name)) return 'holiday';
  return /temperature|precipitation|rain|snow|weather|wind_|humidity|sunshine/.test(name) ? 'weather' : 'other';
}

/** The driver of each column of a boosted model's features, as its place in `driverNames`. */
export function driversOfColumns(state: BoostedState, roles: Roles): Uint8Array {
  const { config, encoding, covariates, frequency } = state;
  const spec = featureSpec(config);
  const days = new DayTable(spec, noHolidays, frequency).names;
  const cycles = [...spec.seasons, spec.year].filter((length) => length > 1);
  const names = columnGroups(spec, encoding, covariates, days).flatMap((group) => driversOfGroup(group, cycles, roles));
  return Uint8Array.from(names, (name) => driverNames.indexOf(name));
}

function driversOfGroup(group: ColumnGroup, cycles: number[], roles: Roles): DriverName[] {
  const all = (name: DriverName) => group.names.map(() => name);
  switch (group.kind) {
    case 'lag':
      // What was sold a whole week or year before tells of the season.
      return all(cycles.some((length) => group.lag % length === 0) ? 'season' : 'level');
    case 'window':
    case 'expanding':
    case 'step':
      return all('level');
    case 'season':
    case 'year':
      return all('season');
    case 'day':
      return group.names.map((name) => (name.includes('holiday') ? 'holiday' : 'season'));
    case 'known':
    case 'past':
      return all(driverOfCovariate(group.name, roles));
    case 'key':
      return all('identity');
  }
}
