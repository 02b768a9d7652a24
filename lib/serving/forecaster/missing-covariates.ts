import { rowsAt } from '@/lib/models/forecaster';
import type { LoadedForecaster } from './loaded-forecaster';
import type { PanelPart } from './panel-part';
import { datesOf } from './what-if';

/** Covariates known ahead that some member with a say was trained with. */
export function neededCovariates({ members }: Pick<LoadedForecaster, 'members'>): string[] {
  return [...new Set(members.flatMap(({ boosted }) => boosted?.fitted.state.covariates.known ?? []))].sort();
}

/**
 * A covariate that each series had at the origin, that its model was trained with, and that nobody has planned for a step: the
 * model would take the lack itself for news. One that the history lacks too is no lack.
 * @returns what is wrong with each series of the part; undefined where nothing is
 */
export function missingCovariates(
  loaded: LoadedForecaster,
  { panel, series }: PanelPart,
  horizon: number,
): ({ path: string; message: string } | undefined)[] {
  const anchors = rowsAt(panel, panel.origin);
  const { ids } = loaded.levels.of(loaded.state.level);
  const needed = neededCovariates(loaded).flatMap((name) => (panel.known[name] ? [{ name, values: panel.known[name] }] : []));
  return Array.from(series, (whole, k) => {
    const anchor = anchors[k] as number;
    for (const { name, values } of needed) {
      if (Number.isNaN(values[anchor])) continue;
      for (let step = 1; step <= horizon; step++) {
        if (!Number.isNaN(values[anchor + step])) continue;
        const date = datesOf(loaded, step).at(-1);
        return { path: 'future', message: `must give ${name} of ${ids[whole]} for ${date}: it is not planned, and the model needs it` };
      }
    }
    return undefined;
  });
}
