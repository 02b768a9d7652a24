import { Prisma } from '@/generated/prisma/client';
import { isoDate, parseDay } from '@/lib/data/days';
import { placeOf } from '@/lib/datasets/history-place';
import { db } from '@/lib/db';
import { getForecasts } from '@/lib/forecasts/service';
import { addPeriods } from '@/lib/models/forecaster';
import type { ForecasterState } from '@/lib/pipeline/champion';
import type { Registration } from '@/lib/pipeline/register';
import { artifactPath, artifactStore } from '@/lib/storage';
import { findSeries } from './find-series';
import { RunFiles } from './run-files';
import type { ModelForecast, ModelForecasts, ModelsQuery } from './schema';

/** Periods of a season: the seasonal naive repeats the last one. */
export const seasonOf = { day: 7, week: 52, month: 12 } as const;
const allSteps = 1000;

/**
 * What each model of a published forecast says of a series, beside what was published, and the seasonal naive.
 * @throws AlmanacError as `findSeries` and `getForecasts` do
 */
export async function listModelForecasts({ origin, ...query }: ModelsQuery): Promise<ModelForecasts> {
  const series = await findSeries(query);
  const { forecast, items } = await getForecasts({ dataset: query.dataset, series: series.id, origin, limit: allSteps });
  const dates = items.map(({ date, step }) => ({ date, step }));
  const [naive, files] = await Promise.all([seasonalNaive(series.id, forecast), RunFiles.of(forecast.id)]);
  const members = files ? await membersOf(files, series.keys, dates) : [];
  return {
    series: series.id,
    forecast,
    models: naive
      ? [...members, { name: 'seasonal-naive', weight: null, items: dates.map((at, k) => ({ ...at, mean: naive[k] ?? null })) }]
      : members,
    missing:
      members.length > 0
        ? null
        : files
          ? 'The run that published this forecast has kept no forecasts of its members.'
          : 'The files of the run that published this forecast are gone.',
  };
}

async function membersOf(files: RunFiles, keys: Record<string, string>, dates: { date: string; step: number }[]): Promise<ModelForecast[]> {
  const state = await stateOf(files);
  if (!state) return [];
  const parts = files.partsOf(keys);
  const { horizon } = files.panel;
  const found = await Promise.all(
    Object.keys(state.members).map(async (name): Promise<ModelForecast[]> => {
      const values = await files.numbers(`members/${name}/forecast.f64`);
      if (values?.length !== files.panel.series.length * horizon || name === 'seasonal-naive') return [];
      const items = dates.map((at) => {
        const sum = parts.reduce((total, part) => total + (values[part * horizon + at.step - 1] as number), 0);
        return { ...at, mean: Number.isFinite(sum) ? sum : null };
      });
      return [{ name, weight: meanWeight(state, name, dates.length), items }];
    }),
  );
  return found.flat().sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
}

/** What the published forecaster is: the run's own, or the champion's that was published in its place. */
async function stateOf(files: RunFiles): Promise<ForecasterState | undefined> {
  const registration = await files.json<Registration>('registration.json');
  if (registration?.publish.kind !== 'champion') return files.json<ForecasterState>('forecaster.json');
  const path = `${artifactPath(registration.publish.source)}/forecaster.json`;
  if (!(await artifactStore().stat(path))) return undefined;
  return JSON.parse((await artifactStore().read(path)).toString('utf8')) as ForecasterState;
}

function meanWeight({ weights }: ForecasterState, name: string, steps: number): number {
  if (steps === 0) return 0;
  const at = (step: number) => (weights.find(({ to }) => step <= to) ?? weights.at(-1))?.weights;
  const sum = Array.from({ length: steps }, (_, k) => (at(k + 1) as Record<string, number> | undefined)?.[name] ?? 0).reduce(
    (a, b) => a + b,
    0,
  );
  // Rounding may put a sole member's at 1 and a little.
  return Math.min(1, Math.max(0, sum / steps));
}

/** The last season before a forecast's origin, repeated; undefined where less than one is known. */
async function seasonalNaive(
  id: string,
  { origin, frequency, horizon }: { origin: string; frequency: 'day' | 'week' | 'month'; horizon: number },
): Promise<(number | null)[] | undefined> {
  const season = seasonOf[frequency];
  const from = isoDate(addPeriods({ frequency }, parseDay(origin), 1 - season));
  const [row] = await db().$queryRaw<{ season: (number | null)[] | null }[]>`
    SELECT to_json(history[place.start : place.start + ${season}::int - 1]) AS season FROM series
    CROSS JOIN LATERAL (SELECT ${placeOf(Prisma.sql`${from}::date`)} AS start) AS place
    WHERE id = ${id} AND place.start >= 1`;
  const last = row?.season;
  if (!last || last.length < season) return undefined;
  return Array.from({ length: horizon }, (_, k) => last[k % season] ?? null);
}
