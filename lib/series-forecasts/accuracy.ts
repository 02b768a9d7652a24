import { Prisma } from '@/generated/prisma/client';
import { isoDate } from '@/lib/data/days';
import { placeOf } from '@/lib/datasets/history-place';
import { seriesId } from '@/lib/datasets/series-id';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { latestForecast } from '@/lib/forecasts/service';
import type { Evaluation } from '@/lib/pipeline/evaluate';
import { type FoundSeries, findSeries } from './find-series';
import { RunFiles } from './run-files';
import type { AccuracyByStep, AccuracyQuery } from './schema';
import { scoreSteps, sumBlocks } from './step-scores';
import { latestByOrigin, scoredPoints } from './vintages';

/** Published forecasts that are scored at most: a year of weekly ones. */
const mostVintages = 60;

/**
 * How well a series, or all that were modelled, is forecast by steps ahead: on the test window of the latest published forecast's
 * run, by each of its models, and by what was published before.
 * @throws AlmanacError as `findSeries` does
 */
export async function accuracyBySteps({ scope, ...query }: AccuracyQuery): Promise<AccuracyByStep> {
  const series = await findSeries(query);
  const forecast = await latestForecast(query.dataset);
  if (!forecast) throw notFound(`No forecast of ${query.dataset} is published yet: run the pipeline first.`, 'dataset');
  const [test, published] = await Promise.all([testScores(series, forecast, scope), publishedScores(series, forecast, scope)]);
  return { series: series.id, forecast, test, published };
}

async function testScores(series: FoundSeries, forecast: ForecastSummary, scope: AccuracyQuery['scope']): Promise<AccuracyByStep['test']> {
  const files = await RunFiles.of(forecast.id);
  const evaluation = await files?.json<Evaluation>('evaluation.json');
  const origins = evaluation?.origins.test ?? [];
  if (!files || !evaluation || origins.length === 0) return null;
  const { horizon, series: all, level } = files.panel;
  const parts = scope === 'level' ? all.map((_, index) => index) : files.partsOf(series.keys);
  const actual = await actualsOf(
    scope === 'level' ? all.map(({ keys }) => seriesId(forecast.dataset, level, keys)) : [series.id],
    origins,
    horizon,
  );
  const models = await Promise.all(
    Object.keys(evaluation.metrics).map(async (name) => {
      const values = await files.numbers(`${name === 'ensemble' ? 'ensemble' : `members/${name}`}/test.f64`);
      if (values?.length !== origins.length * all.length * horizon) return [];
      const own = scope === 'level' ? values : sumBlocks(values, parts, all.length, horizon);
      return [{ name, best: name === evaluation.best, steps: scoreSteps(actual, own, horizon) }];
    }),
  );
  return { origins: origins.map(isoDate), models: models.flat() };
}

/** What came of some series after each origin: `[(origin * series + i) * horizon + step - 1]`, NaN where nothing is known. */
async function actualsOf(ids: string[], origins: number[], horizon: number): Promise<Float64Array> {
  const rows = await db().$queryRaw<{ id: string; origin: number; values: (number | null)[] }[]>`
    SELECT series.id, at.place::int AS origin,
      to_json(series.history[${placeOf(Prisma.sql`at.origin`)} + 1 : ${placeOf(Prisma.sql`at.origin`)} + ${horizon}::int]) AS values
    FROM series CROSS JOIN unnest(${origins.map(isoDate)}::date[]) WITH ORDINALITY AS at(origin, place)
    WHERE series.id = ANY(${ids})`;
  const place = new Map(ids.map((id, index) => [id, index]));
  const out = new Float64Array(origins.length * ids.length * horizon).fill(Number.NaN);
  for (const { id, origin, values } of rows) {
    const from = ((origin - 1) * ids.length + (place.get(id) as number)) * horizon;
    values.forEach((value, step) => {
      out[from + step] = value ?? Number.NaN;
    });
  }
  return out;
}

type PublishedStep = AccuracyByStep['published']['steps'][number];

async function publishedScores(
  series: FoundSeries,
  forecast: ForecastSummary,
  scope: AccuracyQuery['scope'],
): Promise<AccuracyByStep['published']> {
  const which =
    scope === 'level'
      ? Prisma.sql`series.dataset = forecast.dataset AND series.level = forecast.level AND series.frequency = forecast.frequency`
      : Prisma.sql`series.id = ${series.id}`;
  // Any series of the modelled level tells which forecasts there are of it.
  const example = scope === 'level' ? await anySeriesOf(forecast) : series.id;
  const rows = await db().$queryRaw<(PublishedStep & { origins: number })[]>`
    SELECT point.step, count(*)::int AS points, sum(abs(y)) AS sold, avg(abs(mean - y)) AS mae,
      100 * sum(abs(mean - y)) / nullif(sum(abs(y)), 0) AS wape, 100 * sum(mean - y) / nullif(sum(abs(y)), 0) AS bias,
      avg((y BETWEEN lower80 AND upper80)::int)::float8 AS coverage80, avg((y BETWEEN lower95 AND upper95)::int)::float8 AS coverage95,
      count(DISTINCT forecast.id)::int AS origins
    FROM (${latestByOrigin(example, mostVintages)}) AS forecast
    JOIN series ON ${which}
    CROSS JOIN LATERAL (${scoredPoints}) AS point
    GROUP BY point.step ORDER BY point.step`;
  return { origins: Math.max(0, ...rows.map(({ origins }) => origins)), steps: rows.map(({ origins: _, ...step }) => step) };
}

async function anySeriesOf({ id, level }: ForecastSummary): Promise<string> {
  const point = await db().forecastPoint.findFirst({ where: { forecastId: id, level }, select: { seriesId: true } });
  return point?.seriesId ?? '';
}
