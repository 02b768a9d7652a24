import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';

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
  points: ForecastColumns;
}

/** Rows sent in one statement: large enough to be fast, small enough to stay far below a message's limit. */
const chunk = 20_000;
const numbers = ['mean', 'lower80', 'upper80', 'lower90', 'upper90', 'lower95', 'upper95'] as const;

/**
 * Publishes a forecast in one transaction: readers see the former one or this one, never a part.
 * A repeat for the same pipeline run replaces what that run had published, under the same id.
 * @returns the forecast's id
 * @throws Error where a point is not `lower <= mean <= upper` in numbers, naming its series and date
 */
export async function publishForecast(forecast: ForecastToPublish): Promise<string> {
  const { points, pipelineRunId } = forecast;
  check(points);
  return db().$transaction(
    async (tx) => {
      const former = await tx.forecast.findUnique({ where: { pipelineRunId }, select: { id: true } });
      if (former) await tx.forecast.delete({ where: { id: former.id } });
      const id = former?.id ?? randomUUID();
      const { points: _, origin, ...summary } = forecast;
      await tx.forecast.create({ data: { ...summary, id, origin: new Date(origin), publishedAt: new Date() } });
      for (let from = 0; from < points.mean.length; from += chunk) {
        const part = <T>(column: { slice(from: number, to: number): ArrayLike<T> }) => Array.from(column.slice(from, from + chunk));
        const [mean, lower80, upper80, lower90, upper90, lower95, upper95] = numbers.map((name) => part<number>(points[name]));
        await tx.$executeRaw`
          INSERT INTO forecast_points (forecast_id, series_id, level, step, date, mean, lower80, upper80, lower90, upper90, lower95, upper95)
          SELECT ${id}::uuid, * FROM unnest(
            ${part<string>(points.seriesId)}::text[], ${part<string>(points.level)}::text[], ${part<number>(points.step)}::int[], ${part<string>(points.date)}::date[],
            ${mean}::float8[], ${lower80}::float8[], ${upper80}::float8[], ${lower90}::float8[], ${upper90}::float8[], ${lower95}::float8[], ${upper95}::float8[])`;
      }
      return id;
    },
    { timeout: 300_000, maxWait: 30_000 },
  );
}

function check(points: ForecastColumns): void {
  for (let k = 0; k < points.mean.length; k++) {
    const mean = points.mean[k] as number;
    const ordered = Number.isFinite(mean) && [80, 90, 95].every((level) => {
      const lower = points[`lower${level}` as 'lower80'][k] as number;
      const upper = points[`upper${level}` as 'upper80'][k] as number;
      return lower <= mean && mean <= upper && Number.isFinite(upper - lower);
    });
    if (!ordered) throw new Error(`The forecast of ${points.seriesId[k]} for ${points.date[k]} is not lower <= mean <= upper in numbers (mean ${mean}).`);
  }
}
