import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { checkPoints } from './check-points';

/** Points of a forecast as columns of equal length. Dates are ISO dates. */
export interface ForecastColumns {
  seriesId: string[];
  level: string[];
  step: Int32Array;
  date: string[];
  mean: Float64Array;
  lower80: Float64Array;
  upper80: Float64Array;
  lower90: Float64Array;
  upper90: Float64Array;
  lower95: Float64Array;
  upper95: Float64Array;
}

export interface ForecastToPublish {
  /** A new one where it is left out and the pipeline run has published nothing yet. */
  id?: string;
  pipelineRunId: string;
  dataset: string;
  datasetVersion: number;
  level: string;
  frequency: 'day' | 'week' | 'month';
  origin: string;
  horizon: number;
  modelName: string;
  modelVersion: number | null;
  intervalMethod: string;
  /** ISO time from which on it counts as published: now where it is left out. A repeat takes the place of what it repeats. */
  publishedAt?: string | undefined;
  points: ForecastColumns;
}

/** Where a forecast's publication is told: its dataset. */
export const forecastChannel = 'forecasts';

/** Rows sent in one statement: large enough to be fast, small enough to stay far below a message's limit. */
const chunk = 20_000;
const numbers = ['mean', 'lower80', 'upper80', 'lower90', 'upper90', 'lower95', 'upper95'] as const;

/**
 * Publishes a forecast in one transaction: readers see the former one or this one, never a part.
 * A repeat for the same pipeline run replaces what that run had published, under the same id.
 * @returns the forecast's id
 * @throws Error where the columns do not fit together, a point comes twice, or one is not `lower95 <= ... <= mean <= ... <= upper95`
 *   in numbers, naming its series and date: a defect of the caller, and nothing is published
 */
export async function publishForecast(forecast: ForecastToPublish): Promise<string> {
  checkPoints(forecast.points);
  const id = await store(forecast);
  // Until the planner knows of the new points it sorts all of them for a page that its index has in order: 50 ms instead of 1.
  await db().$executeRaw`ANALYZE forecast_points`;
  return id;
}

async function store(forecast: ForecastToPublish): Promise<string> {
  const { points, pipelineRunId } = forecast;
  return db().$transaction(
    async (tx) => {
      // Two attempts of one step at once come one after the other; the last is what stays.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${pipelineRunId}, 0))`;
      const former = await tx.forecast.findUnique({ where: { pipelineRunId }, select: { id: true } });
      if (former) await tx.forecast.delete({ where: { id: former.id } });
      const id = former?.id ?? forecast.id ?? randomUUID();
      const { points: _, origin, publishedAt, ...summary } = forecast;
      await tx.forecast.create({ data: { ...summary, id, origin: new Date(origin) } });
      for (let from = 0; from < points.mean.length; from += chunk) {
        const part = <T>(column: { slice(from: number, to: number): ArrayLike<T> }) => Array.from(column.slice(from, from + chunk));
        const [mean, lower80, upper80, lower90, upper90, lower95, upper95] = numbers.map((name) => part<number>(points[name]));
        await tx.$executeRaw`
          INSERT INTO forecast_points (forecast_id, series_id, level, step, date, mean, lower80, upper80, lower90, upper90, lower95, upper95)
          SELECT ${id}::uuid, * FROM unnest(
            ${part<string>(points.seriesId)}::text[], ${part<string>(points.level)}::text[], ${part<number>(points.step)}::int[], ${part<string>(points.date)}::date[],
            ${mean}::float8[], ${lower80}::float8[], ${upper80}::float8[], ${lower90}::float8[], ${upper90}::float8[], ${lower95}::float8[], ${upper95}::float8[])`;
      }
      await tx.forecast.update({ where: { id }, data: { publishedAt: publishedAt ? new Date(publishedAt) : new Date() } });
      await tx.$executeRaw`SELECT pg_notify(${forecastChannel}, ${forecast.dataset})`;
      return id;
    },
    { timeout: 300_000, maxWait: 30_000 },
  );
}
