import { type Forecast, Prisma } from '@/generated/prisma/client';
import { dayOfInstant, isoDate } from '@/lib/data/days';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { toSummary, whyNone } from '@/lib/forecasts/service';
import { addPeriods } from '@/lib/models/forecaster';
import type { PublishedRef } from './order';
import type { Freshness } from './schema';

/** The published forecast that forecasts on demand are made of. */
export interface Published {
  summary: ForecastSummary;
  ref: PublishedRef;
  freshness: Freshness;
}

type Row = Forecast & {
  /** The champion of its scope, and since when. */
  champion: number | null;
  championSince: Date | null;
  /** The newest version of its dataset. */
  latestVersion: number | null;
  latestDate: Date | null;
};

/**
 * The newest published forecast of a dataset that has points of all these levels. It is looked up at each request, so that what is
 * published a moment ago is what answers.
 * @throws AlmanacError `not_found` naming `dataset` or `level`, as reading forecasts does; `conflict` naming `maxAgeDays` where it is older
 */
export async function publishedFor(dataset: string, levels: readonly string[], maxAgeDays?: number): Promise<Published> {
  const hasLevels = levels.map(
    (level) => Prisma.sql`AND EXISTS (SELECT FROM forecast_points WHERE forecast_id = forecasts.id AND level = ${level})`,
  );
  const [row] = await db().$queryRaw<Row[]>`
    SELECT forecasts.id, forecasts.dataset, dataset_version AS "datasetVersion", level, frequency, origin, horizon, model_name AS "modelName",
      model_version AS "modelVersion", interval_method AS "intervalMethod", forecasts.created_at AS "createdAt", published_at AS "publishedAt",
      pipeline_run_id AS "pipelineRunId", alias.version AS champion, alias.updated_at AS "championSince",
      latest.version AS "latestVersion", latest.last_date AS "latestDate"
    FROM forecasts
    LEFT JOIN model_aliases AS alias ON alias.name = model_name AND alias.alias = 'champion'
    LEFT JOIN LATERAL (
      SELECT version, last_date FROM dataset_versions WHERE dataset = forecasts.dataset ORDER BY version DESC LIMIT 1) AS latest ON true
    WHERE forecasts.dataset = ${dataset} AND published_at IS NOT NULL ${hasLevels.length > 0 ? Prisma.join(hasLevels, ' ') : Prisma.empty}
    ORDER BY published_at DESC, forecasts.id DESC LIMIT 1`;
  if (!row) throw await whyNone({ dataset, level: levels[0] }, levels[0]);
  const published = toPublished(row);
  const { ageDays } = published.freshness;
  if (maxAgeDays !== undefined && ageDays > maxAgeDays) {
    const message = `is exceeded: the last known period began ${ageDays} days ago, on ${published.summary.origin}; run the pipeline on newer data`;
    throw new AlmanacError('conflict', `maxAgeDays (${maxAgeDays}) ${message}.`, [{ path: 'maxAgeDays', message }]);
  }
  return published;
}

/** The newest published forecast of each dataset and modelled level, the newest first. */
export async function latestPublished(limit: number, dataset?: string): Promise<PublishedRef[]> {
  const rows = await db().forecast.findMany({
    where: { publishedAt: { not: null }, pipelineRunId: { not: null }, ...(dataset !== undefined && { dataset }) },
    distinct: ['dataset', 'level'],
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(toRef);
}

function toPublished(row: Row): Published {
  if (row.pipelineRunId === null) {
    throw new AlmanacError(
      'conflict',
      'The latest forecast was published by no pipeline run, so that there is no model to ask. Run the pipeline.',
    );
  }
  return { summary: toSummary(row), ref: toRef(row), freshness: freshnessOf(row, dayOfInstant(new Date())) };
}

function toRef({ id, dataset, level, horizon, origin, publishedAt, pipelineRunId }: Forecast): PublishedRef {
  return {
    ...{ id, dataset, level, horizon },
    publishedAt: (publishedAt as Date).toISOString(),
    runId: pipelineRunId as string,
    origin: origin.toISOString().slice(0, 10),
  };
}

function freshnessOf(row: Row, today: number): Freshness {
  const { frequency, horizon, modelVersion, champion, championSince, publishedAt, latestVersion, latestDate, datasetVersion } = row;
  const origin = dayOfInstant(row.origin);
  const staleReasons: string[] = [];
  if (champion !== null && champion !== modelVersion && championSince && publishedAt && championSince > publishedAt) {
    staleReasons.push(
      `version ${champion} of ${row.modelName} has become champion since; ${modelVersion === null ? 'an unregistered model' : `version ${modelVersion}`} made this forecast`,
    );
  }
  // A whole period more than was known then.
  if (
    latestVersion !== null &&
    latestDate &&
    latestVersion > datasetVersion &&
    dayOfInstant(latestDate) >= addPeriods({ frequency }, origin, 2) - 1
  ) {
    staleReasons.push(
      `version ${latestVersion} of the dataset reaches to ${isoDate(dayOfInstant(latestDate))}; this forecast knows version ${datasetVersion}, to ${isoDate(origin)}`,
    );
  }
  const last = addPeriods({ frequency }, origin, horizon);
  if (last < today) staleReasons.push(`its last date, ${isoDate(last)}, has passed`);
  return { stale: staleReasons.length > 0, staleReasons, ageDays: today - origin };
}
