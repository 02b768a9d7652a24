import { setImmediate as turn } from 'node:timers/promises';
import { AlmanacError, invalid } from '@/lib/errors';
import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { intervalMethod } from '@/lib/pipeline/champion';
import { driverNames } from '../explanation/drivers';
import { explainPart, featuresByDriver } from '../explanation/explain-part';
import { recentLevel } from '../explanation/recent-level';
import type { Explanations, ForecastColumns, ForecastOrder } from '../order';
import { forecastPart } from './forecast-part';
import { boundsOf } from './interval-part';
import type { LoadedForecaster } from './loaded-forecaster';
import { missingCovariates } from './missing-covariates';
import { partOf } from './panel-part';
import { type Asked, type Plan, planOf } from './plan';
import { datesOf, withChanges } from './what-if';

/** Series that are forecast at a time; between two such parts whatever else is asked has its turn. */
const atOnce = 64;
/** Points of modelled series that one order may ask for: half a minute's work. */
const mostPoints = 300_000;
/** SHAP values take a thousand times as long as a forecast. */
const mostExplained = 1000;

/** What was forecast of an order's entries. */
interface Made {
  mean: Float64Array;
  closed: Uint8Array | undefined;
  contributions: Float64Array | undefined;
  /** What quantile models say of each entry; undefined where nothing asked for has its intervals from them. */
  quantiles: IntervalBounds | undefined;
  /** What is wrong with an entry, by its place. */
  missing: Map<number, { path: string; message: string }>;
}

/**
 * Carries out an order.
 * @throws AlmanacError `not_found` or `validation_failed` naming all that is wrong with it
 */
export async function answer(loaded: LoadedForecaster, order: ForecastOrder): Promise<ForecastColumns> {
  const { horizon } = order;
  if (horizon > loaded.ref.horizon)
    throw invalid(
      'horizon',
      `must be at most ${loaded.ref.horizon}, which the published forecast reaches; train a longer one to ask for more`,
    );
  const plan = planOf(loaded, order);
  const points = plan.entries.length * horizon;
  if (points > mostPoints)
    throw invalid('series', `ask for ${points} points of modelled series; at most ${mostPoints} can be forecast in one request`);
  if (order.explain && points > mostExplained)
    throw invalid('explain', `${points} points of modelled series are asked for; at most ${mostExplained} are explained in one request`);
  const made = await make(loaded, plan, horizon, order.explain);
  const asked = withoutMissing(plan, made, order.lenient ?? false);
  return columnsOf(loaded, order, asked, plan, made);
}

async function make(loaded: LoadedForecaster, { entries, asked }: Plan, horizon: number, explain: boolean): Promise<Made> {
  const mean = new Float64Array(entries.length * horizon);
  const closed = loaded.plannedClosures && new Uint8Array(mean.length);
  const contributions = explain ? new Float64Array(mean.length * driverNames.length) : undefined;
  const served = asked.some(({ level }) => level.level === loaded.state.level) ? loaded.quantiles : undefined;
  const columns = () => served?.state.calibration.levels.map(() => new Float64Array(mean.length)) ?? [];
  const quantiles = served && { lower: columns(), upper: columns() };
  const missing: Made['missing'] = new Map();
  for (let from = 0; from < entries.length; from += atOnce) {
    if (from > 0) await turn();
    const some = entries.slice(from, from + atOnce);
    const whole = partOf(
      loaded.panel,
      Int32Array.from(some, ({ series }) => series),
    );
    const part = withChanges(
      whole,
      some.map(({ changes }) => changes),
    );
    missingCovariates(loaded, part, horizon).forEach((problem, k) => {
      if (problem) missing.set(from + k, problem);
    });
    const forecast = forecastPart(loaded, part, horizon);
    mean.set(forecast.mean, from * horizon);
    if (forecast.closed) closed?.set(forecast.closed, from * horizon);
    contributions?.set(explainPart(loaded, forecast), from * horizon * driverNames.length);
    if (!served || !quantiles) continue;
    const own = served.on(part, horizon);
    for (const side of ['lower', 'upper'] as const) {
      for (const [k, column] of quantiles[side].entries()) column.set(own[side][k] as Float64Array, from * horizon);
    }
  }
  return { mean, closed, contributions, quantiles, missing };
}

/** The series that lack nothing. @throws AlmanacError naming what the others lack, where the answer is to be whole */
function withoutMissing(plan: Plan, { missing }: Made, lenient: boolean): Asked[] {
  if (missing.size === 0) return plan.asked;
  if (!lenient) {
    const errors = [...missing.values()].slice(0, 20);
    throw new AlmanacError('validation_failed', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
  }
  return plan.asked.filter(({ place, entries }) => {
    const problem = entries.reduce<{ path: string; message: string } | undefined>((found, entry) => found ?? missing.get(entry), undefined);
    if (problem) plan.failures.push({ place, ...problem });
    return !problem;
  });
}

function columnsOf(
  loaded: LoadedForecaster,
  { horizon, explain }: ForecastOrder,
  asked: Asked[],
  { failures, warnings }: Plan,
  made: Made,
): ForecastColumns {
  const size = asked.length * horizon;
  const out: ForecastColumns = {
    ids: asked.map(({ level, index }) => level.ids[index] as string),
    levels: asked.map(({ level }) => level.level),
    dates: datesOf(loaded, horizon),
    mean: new Float64Array(size),
    lower: [new Float64Array(size), new Float64Array(size), new Float64Array(size)],
    upper: [new Float64Array(size), new Float64Array(size), new Float64Array(size)],
    intervalMethods: {},
    warnings,
    failures,
  };
  const closed = made.closed && new Uint8Array(size);
  asked.forEach((one, k) => {
    sumParts(
      loaded,
      one,
      made,
      horizon,
      out.mean.subarray(k * horizon, (k + 1) * horizon),
      closed?.subarray(k * horizon, (k + 1) * horizon),
    );
  });
  for (const level of new Set(asked.map((one) => one.level))) {
    out.intervalMethods[level.level] = intervalMethod(loaded.state, level.level);
    const places = asked.flatMap((one, k) => (one.level === level ? [k] : []));
    const pick = <Column extends Float64Array | Uint8Array>(column: Column, into: Column): Column => {
      places.forEach((place, k) => {
        into.set(column.subarray(place * horizon, (place + 1) * horizon), k * horizon);
      });
      return into;
    };
    const length = places.length * horizon;
    const bounds = boundsOf(
      loaded,
      level,
      Int32Array.from(places, (place) => (asked[place] as Asked).index),
      pick(out.mean, new Float64Array(length)),
      closed && pick(closed, new Uint8Array(length)),
      level.level === loaded.state.level
        ? quantilesOf(
            made,
            places.map((place) => asked[place] as Asked),
            horizon,
          )
        : undefined,
      horizon,
    );
    for (const side of ['lower', 'upper'] as const) {
      bounds[side].forEach((values, at) => {
        places.forEach((place, k) => {
          (out[side][at] as Float64Array).set(values.subarray(k * horizon, (k + 1) * horizon), place * horizon);
        });
      });
    }
  }
  if (explain) out.explanation = explanationsOf(loaded, asked, made, horizon);
  return out;
}

/** What quantile models say of modelled series, each of which is its one part's entry. */
function quantilesOf({ quantiles }: Made, asked: readonly Asked[], horizon: number): IntervalBounds | undefined {
  if (!quantiles) return undefined;
  const pick = (column: Float64Array) => {
    const out = new Float64Array(asked.length * horizon);
    asked.forEach(({ entries }, k) => {
      const from = (entries[0] as number) * horizon;
      out.set(column.subarray(from, from + horizon), k * horizon);
    });
    return out;
  };
  return { lower: quantiles.lower.map(pick), upper: quantiles.upper.map(pick) };
}

/** A series is the sum of its parts, and closed where all of them are. */
function sumParts(
  { ref, mean: published, plannedClosures }: LoadedForecaster,
  { parts, entries }: Asked,
  made: Made,
  horizon: number,
  mean: Float64Array,
  closed: Uint8Array | undefined,
): void {
  closed?.fill(1);
  for (let k = 0; k < parts.length; k++) {
    const entry = entries[k] as number;
    const values = entry < 0 ? published : made.mean;
    const shut = entry < 0 ? plannedClosures : made.closed;
    const from = entry < 0 ? (parts[k] as number) * ref.horizon : entry * horizon;
    for (let step = 0; step < horizon; step++) {
      mean[step] = (mean[step] as number) + (values[from + step] as number);
      if (closed && !shut?.[from + step]) closed[step] = 0;
    }
  }
}

function explanationsOf(loaded: LoadedForecaster, asked: Asked[], made: Made, horizon: number): Explanations {
  const drivers = driverNames.length;
  const base = new Float64Array(asked.length);
  const contributions = new Float64Array(asked.length * horizon * drivers);
  asked.forEach(({ parts, entries }, place) => {
    const to = contributions.subarray(place * horizon * drivers, (place + 1) * horizon * drivers);
    parts.forEach((part, k) => {
      base[place] = (base[place] as number) + recentLevel(loaded.panel, part);
      const from = (entries[k] as number) * to.length;
      for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + (made.contributions?.[from + at] as number);
    });
  });
  return { base, contributions, features: featuresByDriver(loaded) };
}
