import { isoDate } from '@/lib/data/days';
import { addPeriods, rowsAt } from '@/lib/models/forecaster';
import type { Override } from '../order';
import { shorten } from '../shorten';
import type { LoadedForecaster } from './loaded-forecaster';
import type { Accepted } from './override-warnings';
import type { PanelPart } from './panel-part';
import type { Problems } from './problems';

/** What is to be different of one modelled series: value by step and covariate; later ones win. */
export type SeriesChanges = Map<string, Map<number, number>>;

/** Changes by modelled series. */
export type Changes = Map<number, SeriesChanges>;

/** The dates of a forecast's steps, ISO. */
export function datesOf({ panel }: Pick<LoadedForecaster, 'panel'>, horizon: number): string[] {
  return Array.from({ length: horizon }, (_, k) => isoDate(addPeriods(panel, panel.origin, k + 1)));
}

/**
 * Reads overrides: each names one of the series asked for, or a part of one, a date of the horizon, and covariates that are known
 * ahead. One of an aggregate holds for each of its parts. A series is looked for at the order's level, then at the modelled one.
 * @param dates of the order's steps
 * @param wanted the modelled series that the order's series are sums of
 * @param emptyRows whether a row may change nothing
 */
export function readChanges(
  loaded: LoadedForecaster,
  level: string,
  future: readonly Override[],
  dates: readonly string[],
  wanted: ReadonlySet<number>,
  problems: Problems,
  emptyRows = false,
): { changes: Changes; accepted: Accepted[] } {
  const stepOf = new Map(dates.map((date, k) => [date, k + 1]));
  const known = new Set(loaded.meta.known);
  const changes: Changes = new Map();
  const accepted: Accepted[] = [];
  const seen = new Set<string>();
  for (const { path, series, date, values } of future) {
    const found = loaded.levels.find(series, level) ?? loaded.levels.find(series, loaded.state.level);
    const step = stepOf.get(date);
    if (!found) problems.add(`${path}.series`, whyNoPart(loaded, series, level), 'not_found');
    if (step === undefined) problems.add(`${path}.date`, whyNoDate(dates, date, loaded.panel.frequency));
    const unknown = values.filter(([name]) => !known.has(name));
    for (const [name] of unknown) problems.add(`${path}.${shorten(name)}`, whyUnknown(loaded, name));
    const wrong = values.flatMap(([name, value]) => {
      const why = known.has(name) ? loaded.ranges.whyNot(name, value) : undefined;
      return why === undefined ? [] : [{ name, why }];
    });
    for (const { name, why } of wrong) problems.add(`${path}.${name}`, why);
    if (values.length === 0 && !emptyRows)
      problems.add(path, `gives no covariate: give one or more of ${list(loaded.meta.known)}, or leave the row out`);
    if (!found || step === undefined || unknown.length + wrong.length > 0) continue;
    const place = `${found.level.level} ${found.index} ${step}`;
    if (seen.has(place)) problems.add(path, `${shorten(series)} has another row for ${date}`);
    seen.add(place);
    const parts = partsOf(found).filter((part) => wanted.has(part));
    if (parts.length === 0) problems.add(`${path}.series`, `${shorten(series)} is none of the series asked for, and no part of one`);
    accepted.push({ series: found.level.ids[found.index] as string, parts, step, values });
    for (const part of parts) {
      const own = changes.get(part) ?? new Map<string, Map<number, number>>();
      changes.set(part, own);
      for (const [name, value] of values) own.set(name, (own.get(name) ?? new Map<number, number>()).set(step, value));
    }
  }
  return { changes, accepted };
}

export function partsOf({ level, index }: { level: { indptr: Int32Array; parts: Int32Array }; index: number }): Int32Array {
  return level.parts.subarray(level.indptr[index], level.indptr[index + 1]);
}

/** The part with the covariates of each series changed as told; columns that nothing changes stay as they are. */
export function withChanges(part: PanelPart, changes: readonly (SeriesChanges | undefined)[]): PanelPart {
  const { panel } = part;
  const anchors = rowsAt(panel, panel.origin);
  const known = { ...panel.known };
  changes.forEach((own, k) => {
    for (const [name, byStep] of own ?? []) {
      if (known[name] === panel.known[name]) known[name] = (panel.known[name] as Float64Array).slice();
      for (const [step, value] of byStep) (known[name] as Float64Array)[(anchors[k] as number) + step] = value;
    }
  });
  return { ...part, panel: { ...panel, known } };
}

/** Names the whole ids of what has these key values at other levels. */
function whyNoPart({ levels }: LoadedForecaster, series: string, level: string): string {
  const others = levels.names.flatMap((name) => {
    const found = levels.find(series, name);
    return found ? [found.level.ids[found.index] as string] : [];
  });
  const none = `there is no series ${shorten(series)}`;
  return others.length > 0 ? `${none} of level ${level}; by its whole id it is ${[...new Set(others)].join(', or ')}` : none;
}

function whyNoDate(dates: readonly string[], date: string, frequency: string): string {
  const [first, last] = [dates[0] as string, dates.at(-1) as string];
  if (date < first || date > last) return `must be within the horizon, ${first} to ${last}`;
  const next = dates.find((other) => other > date) as string;
  return `is no date of these ${frequency}s: those around it are ${dates[dates.indexOf(next) - 1]} and ${next}`;
}

function whyUnknown({ meta }: LoadedForecaster, name: string): string {
  if (meta.past.includes(name)) return `is known only after the fact; known ahead are ${list(meta.known)}`;
  return `is no covariate that is known ahead; those are ${list(meta.known)}`;
}

function list(names: string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}
