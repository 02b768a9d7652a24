import type { ForecastColumns, ForecastOrder, Override } from '../order';
import { shorten } from '../shorten';
import type { LoadedForecaster } from './loaded-forecaster';
import { warningsOf } from './override-warnings';
import { Problems } from './problems';
import type { SeriesLevel } from './series-levels';
import { type Changes, datesOf, partsOf, readChanges, type SeriesChanges } from './what-if';

/** A modelled series that is to be forecast, with what is to be different of it. */
export interface Entry {
  /** Index in the whole panel. */
  series: number;
  changes: SeriesChanges | undefined;
}

/** One series of an order: the sum of its parts. */
export interface Asked {
  place: number;
  level: SeriesLevel;
  index: number;
  /** Modelled series. */
  parts: Int32Array;
  /** The entry of each part; -1 for one of which nothing is changed: it is taken as published. */
  entries: Int32Array;
}

export interface Plan {
  asked: Asked[];
  entries: Entry[];
  warnings: ForecastColumns['warnings'];
  failures: ForecastColumns['failures'];
}

/**
 * What has to be forecast for an order. A modelled series that is asked for itself always is; the parts of an aggregate are where
 * something of them is changed, or all is to be explained.
 *
 * The series of a lenient order are scenarios of their own: each sees its own overrides alone. Those of any other share theirs.
 * @throws AlmanacError naming all that is wrong, where the order is not lenient
 */
export function planOf(loaded: LoadedForecaster, order: ForecastOrder): Plan {
  return order.lenient ? separately(loaded, order) : together(loaded, order);
}

function together(loaded: LoadedForecaster, order: ForecastOrder): Plan {
  const problems = new Problems();
  const found = order.series.flatMap(({ path, series }, place) => {
    const at = loaded.levels.find(series, order.level);
    if (!at) problems.add(path, noSeries(loaded, series), 'not_found');
    return at ? [{ place, ...at, parts: partsOf(at) }] : [];
  });
  refuseTwice(order, found, problems);
  const wanted = new Set(found.flatMap(({ parts }) => [...parts]));
  const dates = datesOf(loaded, order.horizon);
  const { changes, accepted } = readChanges(loaded, order.level, order.future, dates, wanted, problems);
  problems.throwIfAny();
  const entries: Entry[] = [];
  const known = new Map<number, number>();
  const asked = found.map((one) => ({
    ...one,
    entries: entriesOf(one, changes, order.explain || isModelled(loaded, one), entries, known),
  }));
  return { asked, entries, warnings: warningsOf(loaded, accepted, dates), failures: [] };
}

function separately(loaded: LoadedForecaster, order: ForecastOrder): Plan {
  const future = new Map<string, Override[]>();
  for (const row of order.future) future.set(row.series, [...(future.get(row.series) ?? []), row]);
  const dates = datesOf(loaded, order.horizon);
  const plan: Plan = { asked: [], entries: [], warnings: [], failures: [] };
  order.series.forEach(({ path, series }, place) => {
    const problems = new Problems();
    const at = loaded.levels.find(series, order.level);
    if (!at) problems.add(path, noSeries(loaded, series), 'not_found');
    else {
      const one = { place, ...at, parts: partsOf(at) };
      const own = future.get(series) ?? [];
      const { changes, accepted } = readChanges(loaded, order.level, own, dates, new Set(one.parts), problems, true);
      if (problems.all.length === 0) {
        plan.warnings.push(...warningsOf(loaded, accepted, dates).map((warning) => ({ ...warning, place })));
        plan.asked.push({
          ...one,
          entries: entriesOf(one, changes, order.explain || isModelled(loaded, one), plan.entries, new Map<number, number>()),
        });
      }
    }
    plan.failures.push(...problems.all.map((problem) => ({ place, path: problem.path, message: problem.message })));
  });
  return plan;
}

/**
 * @param all forecast each part, be it changed or not
 * @param known entries by modelled series, so that what several series are sums of is forecast once
 */
function entriesOf(
  { parts }: { parts: Int32Array },
  changes: Changes,
  all: boolean,
  entries: Entry[],
  known: Map<number, number>,
): Int32Array {
  return parts.map((series) => {
    if (!all && !changes.has(series)) return -1;
    const present = known.get(series);
    if (present !== undefined) return present;
    known.set(series, entries.length);
    return entries.push({ series, changes: changes.get(series) }) - 1;
  });
}

/** Each series is answered once: a client that pairs points with what it asked for would not know what else to make of a second. */
function refuseTwice(
  { series }: ForecastOrder,
  found: readonly { place: number; level: SeriesLevel; index: number }[],
  problems: Problems,
): void {
  const first = new Map<string, number>();
  for (const { place, level, index } of found) {
    const id = level.ids[index] as string;
    const before = first.get(id);
    if (before === undefined) first.set(id, place);
    else problems.add(series[place]?.path ?? 'series', `is ${id} again, which series.${before} asks for already; ask for each series once`);
  }
}

function isModelled({ state }: LoadedForecaster, { level }: { level: SeriesLevel }): boolean {
  return level.level === state.level;
}

function noSeries({ ref, levels, state }: LoadedForecaster, series: string): string {
  const example = levels.of(state.level).ids[0];
  return `there is no series ${shorten(series)} in the latest forecast of ${ref.dataset}; GET /api/v1/series lists them, such as ${example}`;
}
