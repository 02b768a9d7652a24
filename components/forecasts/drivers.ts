import type { OnDemandForecast, OnDemandPoint } from '@/lib/serving/schema';
import { money, percent } from '../format';

/** Pure: what moves a forecast, in plain words. */

export type DriverName = keyof NonNullable<OnDemandPoint['explanation']>['contributions'];

/** Each driver's name, what it does in a sentence, and its place among the colours of things side by side. */
export const driverLooks: Record<DriverName, { title: string; subject: string; plural: boolean; color: number }> = {
  level: { title: 'Trend and recent level', subject: 'Trend and recent level', plural: true, color: 0 },
  season: { title: 'Season', subject: 'Season', plural: false, color: 2 },
  holiday: { title: 'Holidays', subject: 'Holidays', plural: true, color: 5 },
  promotion: { title: 'Promotions', subject: 'Promotion', plural: false, color: 1 },
  price: { title: 'Price', subject: 'Price', plural: false, color: 3 },
  closure: { title: 'Closures', subject: 'Closures', plural: true, color: 6 },
  weather: { title: 'Weather', subject: 'Weather', plural: false, color: 4 },
  other: { title: 'Other signals', subject: 'Other signals', plural: true, color: 7 },
  identity: { title: 'What sets this series apart', subject: 'What sets this series apart', plural: false, color: 8 },
};

export interface DriverPart {
  name: DriverName;
  title: string;
  /** What it adds, or takes away, in the units of the forecast. */
  amount: number;
  color: number;
}

/** The parts of one point that are worth a word, in a fixed order; what is less than a thousandth of the forecast everywhere is left out. */
export function driversShown(items: OnDemandPoint[]): DriverName[] {
  const names = Object.keys(driverLooks) as DriverName[];
  return names.filter((name) =>
    items.some(({ mean, explanation }) => explanation && Math.abs(explanation.contributions[name]) > Math.abs(mean) / 1000),
  );
}

/** Parts of a point, the largest first. */
export function partsOf(point: OnDemandPoint, names: DriverName[]): DriverPart[] {
  const { explanation } = point;
  if (!explanation) return [];
  return names
    .map((name) => ({ name, title: driverLooks[name].title, amount: explanation.contributions[name], color: driverLooks[name].color }))
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}

/** What is left of the contributions that are too small to be named: with them all adds up. */
export function restOf({ explanation }: OnDemandPoint, names: DriverName[]): number {
  if (!explanation) return 0;
  return (Object.keys(driverLooks) as DriverName[]).reduce(
    (sum, name) => (names.includes(name) ? sum : sum + explanation.contributions[name]),
    0,
  );
}

const mostNamed = 4;

/** A point in a sentence: `Promotion adds $1,240`. Up to four drivers, the largest first, that move it by half a percent at least. */
export function sentence(parts: DriverPart[], mean: number, currency: string): string {
  const worth = parts.filter(({ amount }) => Math.abs(amount) >= Math.abs(mean) * 0.005).slice(0, mostNamed);
  if (worth.length === 0) return 'Nothing moves it far from the recent level.';
  const clauses = worth.map(({ name, amount }) => {
    const { subject, plural } = driverLooks[name];
    const verb = amount >= 0 ? (plural ? 'add' : 'adds') : plural ? 'take away' : 'takes away';
    return `${subject} ${verb} ${money(Math.abs(amount), currency)}`;
  });
  const [first, ...rest] = clauses as [string, ...string[]];
  const lower = rest.map((clause) => clause.charAt(0).toLowerCase() + clause.slice(1));
  const last = lower.pop();
  return `${[first, ...lower].join(', ')}${last === undefined ? '' : ` and ${last}`}.`;
}

/** By driver, its sum over all points and its share of all that moves them, the largest first. */
export function driverTotals(items: OnDemandPoint[], names: DriverName[]): (DriverPart & { share: string })[] {
  const sums = names.map((name) => ({
    name,
    title: driverLooks[name].title,
    color: driverLooks[name].color,
    amount: items.reduce((sum, { explanation }) => sum + (explanation?.contributions[name] ?? 0), 0),
    size: items.reduce((sum, { explanation }) => sum + Math.abs(explanation?.contributions[name] ?? 0), 0),
  }));
  const all = sums.reduce((sum, { size }) => sum + size, 0);
  return sums.sort((a, b) => b.size - a.size).map(({ size, ...part }) => ({ ...part, share: percent(all === 0 ? 0 : size / all, 0) }));
}

/** Features as people read them: `temperature_mean_28` -> `temperature`; members of the ensemble that read none are left out. */
export function signalsOf(drivers: OnDemandForecast['drivers'], name: DriverName): string[] {
  const features = drivers?.find((driver) => driver.name === name)?.features ?? [];
  const words = features
    .filter((feature) => !feature.startsWith('member '))
    .map((feature) => feature.replace(/_(mean|std|min|max|median)_\d+$/, '').replaceAll('_', ' '));
  return [...new Set(words)];
}
