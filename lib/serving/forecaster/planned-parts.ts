import { AlmanacError } from '@/lib/errors';
import { rowsAt } from '@/lib/models/forecaster';
import { shorten } from '../shorten';
import type { LoadedForecaster } from './loaded-forecaster';
import { datesOf, partsOf } from './what-if';

/** What is planned of one series over the horizon, part by part. */
export interface PlannedParts {
  /** The series itself. */
  series: { id: string; level: string; keys: Record<string, string> };
  frequency: 'day' | 'week' | 'month';
  /** By the week: which day of it a date is. */
  weekLabel: 'start' | 'end';
  dates: string[];
  /** Known covariates with what they are measured in. */
  known: { name: string; unit: string /** It was never anything but 0 and 1. */; flag: boolean }[];
  price: string | null;
  promotion: string | null;
  /** The modelled series that it is the sum of; covariates by name, a value a date, NaN where nothing is planned. */
  parts: { id: string; keys: Record<string, string>; planned: Record<string, Float64Array> }[];
}

/**
 * What a published forecast took for planned, for one of its series.
 * @param series an id, or key values at the level
 * @throws AlmanacError `not_found` naming `series`
 */
export function plannedParts(loaded: LoadedForecaster, series: string, level: string): PlannedParts {
  const { panel, meta, ref, levels, state } = loaded;
  const found = levels.find(series, level);
  if (!found) {
    const message = `there is no series ${shorten(series)} in the latest forecast of ${ref.dataset}`;
    throw new AlmanacError('not_found', message, [{ path: 'series', message }]);
  }
  const anchors = rowsAt(panel, panel.origin);
  const own = levels.of(state.level);
  return {
    series: { id: found.level.ids[found.index] as string, level: found.level.level, keys: found.level.summed.keys[found.index] ?? {} },
    frequency: panel.frequency,
    weekLabel: panel.weekLabel ?? 'start',
    dates: datesOf(loaded, ref.horizon),
    known: meta.known.map((name) => ({ name, unit: meta.units[name] ?? '', flag: isFlag(panel.known[name]) })),
    price: meta.price ?? null,
    promotion: meta.promotion ?? null,
    parts: Array.from(partsOf(found), (part) => {
      const from = (anchors[part] as number) + 1;
      return {
        id: own.ids[part] as string,
        keys: panel.keys[part] ?? {},
        planned: Object.fromEntries(Object.entries(panel.known).map(([name, values]) => [name, values.slice(from, from + ref.horizon)])),
      };
    }),
  };
}

function isFlag(values: Float64Array | undefined): boolean {
  return values?.every((value) => value === 0 || value === 1 || Number.isNaN(value)) ?? false;
}
