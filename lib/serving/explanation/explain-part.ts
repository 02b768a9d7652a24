import type { MemberForecast, PartForecast } from '../forecaster/forecast-part';
import type { LoadedForecaster } from '../forecaster/loaded-forecaster';
import { Contributions } from './contributions';
import { type DriverName, driverNames, driversOfColumns } from './drivers';
import { explainBoosted } from './explain-boosted';
import { explainStatistical } from './explain-statistical';
import { recentLevel } from './recent-level';
import { throughTransforms } from './through-transforms';

/**
 * What each point of a part is made of: the recent level of its series and what each driver adds to that or takes away, which
 * add up to the forecast. Members count by their weights. A closure takes away all that would have been sold; what reconciliation
 * with the levels above moved counts to `level`.
 * @returns `[(series * horizon + step - 1) * drivers + driver]`
 */
export function explainPart(loaded: LoadedForecaster, forecast: PartForecast): Float64Array {
  const { part, horizon, members, combined, mean, closed } = forecast;
  const out = new Contributions(mean.length);
  const weight = new Float64Array(mean.length);
  for (const member of members) {
    const own = explainMember(loaded, member, forecast);
    for (let point = 0; point < mean.length; point++) {
      const weights = loaded.state.weights.find(({ to }) => (point % horizon) + 1 <= to) ?? loaded.state.weights.at(-1);
      const share = weights?.weights[member.member.name] ?? 0;
      // As when they were combined: a member without a forecast has no say.
      if (share === 0 || Number.isNaN(member.values[point])) continue;
      weight[point] = (weight[point] as number) + share;
      for (let driver = 0; driver < driverNames.length; driver++)
        out.addAt(point, driver, share * (own.values[point * driverNames.length + driver] as number));
    }
  }
  const bases = Float64Array.from(part.series, (series) => recentLevel(loaded.panel, series));
  for (let point = 0; point < mean.length; point++) {
    out.scale(point, 1 / (weight[point] as number));
    out.settle(point, 'level', combined[point] as number);
    if (closed?.[point]) out.settle(point, 'closure', mean[point] as number);
    out.settle(point, 'level', mean[point] as number);
    out.add(point, 'level', -(bases[Math.floor(point / horizon)] as number));
  }
  return out.values;
}

function explainMember(
  loaded: LoadedForecaster,
  { member, values, inner }: MemberForecast,
  { part, horizon }: PartForecast,
): Contributions {
  if (!member.boosted || !inner) return explainStatistical(loaded, member, part, values, horizon);
  const { fitted } = member.boosted;
  const drivers = driversOfColumns(fitted.state, loaded.meta);
  const contributions = explainBoosted(fitted, inner.transforms.panel, inner.values, horizon, drivers);
  throughTransforms(contributions, inner.transforms, inner.values, values, horizon);
  return contributions;
}

/** By driver: the features of the members, and by name those members that read none. */
export function featuresByDriver(loaded: LoadedForecaster): string[][] {
  const found = driverNames.map(() => new Set<string>());
  const add = (driver: DriverName, name: string) => found[driverNames.indexOf(driver)]?.add(name);
  for (const { name, boosted } of loaded.members) {
    if (boosted) {
      const drivers = driversOfColumns(boosted.fitted.state, loaded.meta);
      boosted.fitted.featureNames.forEach((feature, column) => {
        found[drivers[column] as number]?.add(feature);
      });
    } else for (const driver of ['level', 'season', 'holiday'] as const) add(driver, `member ${name}`);
  }
  return found.map((names) => [...names]);
}
