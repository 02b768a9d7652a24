import type { ForecastWarning } from '../order';
import type { LoadedForecaster } from './loaded-forecaster';

/** An override that was taken. */
export interface Accepted {
  /** Id of the series that it names. */
  series: string;
  /** The modelled series it holds for. */
  parts: Int32Array;
  step: number;
  values: readonly (readonly [name: string, value: number])[];
}

/** Most warnings of one answer; one more says how many there were. */
const mostWarnings = 100;

interface Far {
  series: string;
  covariate: string;
  steps: number[];
  value: number;
  seen: { min: number; max: number };
}

/**
 * What whoever reads an answer should know of its overrides: covariates that move nothing, since no member with a say reads them,
 * and values far from all that was seen, which trees answer as they would the outermost value they know.
 * @param dates of the forecast's steps
 */
export function warningsOf(loaded: LoadedForecaster, accepted: readonly Accepted[], dates: readonly string[]): ForecastWarning[] {
  const idle = new Map<string, Set<number>>();
  const far = new Map<string, Far>();
  for (const { series, parts, step, values } of accepted) {
    for (const [covariate, value] of values) {
      if (!loaded.reach.moves(covariate, step) && !isClosure(loaded, covariate, value, parts, step)) {
        idle.set(covariate, (idle.get(covariate) ?? new Set()).add(step));
        continue;
      }
      const seen = firstFar(loaded, covariate, parts, value);
      if (!seen) continue;
      const key = JSON.stringify([series, covariate]);
      const known = far.get(key);
      if (known) known.steps.push(step);
      else far.set(key, { series, covariate, steps: [step], value, seen });
    }
  }
  const on = (steps: Iterable<number>) => datesIn([...steps], dates);
  const bounds = loaded.quantiles ? ' (bounds of the modelled level come from models of their own, and may move)' : '';
  const all: ForecastWarning[] = [...idle].map(([covariate, steps]) => ({
    covariate,
    message: `changes no forecast on ${on(steps)}: ${covariate === closure ? onlyWhole : ''}${loaded.reach.whyNot(covariate)}${bounds}`,
  }));
  for (const { series, covariate, steps, value, seen } of far.values()) {
    const message = `${value} on ${on(steps)} is far from what was seen, ${seen.min} to ${seen.max}: no model has learnt what is sold then`;
    all.push({ series, covariate, message });
  }
  if (all.length <= mostWarnings) return all;
  const more = all.length - mostWarnings;
  return [
    ...all.slice(0, mostWarnings),
    { covariate: (all[mostWarnings] as ForecastWarning).covariate, message: `and ${more} more warnings` },
  ];
}

/** What is closed for a whole period sells nothing, whatever the members say; what was to be closed and is not sells again. */
const closure = 'closed_share';
const onlyWhole = 'only 1, wholly closed, would; ';

function isClosure({ plannedClosures, ref }: LoadedForecaster, name: string, value: number, parts: Int32Array, step: number): boolean {
  if (name !== closure) return false;
  return value > 1 - 1e-9 || parts.some((part) => plannedClosures?.[part * ref.horizon + step - 1] === 1);
}

function firstFar({ ranges }: LoadedForecaster, name: string, parts: Int32Array, value: number) {
  for (const part of parts) {
    const seen = ranges.farFrom(name, part, value);
    if (seen) return seen;
  }
  return undefined;
}

/** The first date, and how many others. */
function datesIn(steps: number[], dates: readonly string[]): string {
  const first = dates[Math.min(...steps) - 1];
  return steps.length === 1 ? `${first}` : `${first} and ${steps.length - 1} other date${steps.length === 2 ? '' : 's'}`;
}
