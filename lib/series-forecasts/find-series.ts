import { Prisma } from '@/generated/prisma/client';
import { levelOf } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { latestForecast, whyNone } from '@/lib/forecasts/service';

/** A series of a dataset that something was published of. */
export interface FoundSeries {
  id: string;
  level: string;
  keys: Record<string, string>;
  frequency: 'day' | 'week' | 'month';
}

/**
 * The series that a question names, by its id or by its key values within a level.
 * @throws AlmanacError `not_found` naming `dataset` or `series`; `validation_failed` naming a `level` that the dataset does not have
 */
export async function findSeries({
  dataset,
  level,
  series,
}: {
  dataset: string;
  level?: string | undefined;
  series: string;
}): Promise<FoundSeries> {
  const whole = series.startsWith(`${dataset}:`);
  const own = level ?? (await latestForecast(dataset))?.level;
  if (!whole && own === undefined) throw await whyNone({ dataset, level, series }, level);
  if (level !== undefined) await levelOf(dataset, level);
  const encoded = series.split('/').map(encodeURIComponent).join('/');
  const ids = whole ? [series] : [`${dataset}:${own}:${series}`, `${dataset}:${own}:${encoded}`, `${dataset}:${series}`];
  const [row] = await db().$queryRaw<FoundSeries[]>`
    SELECT id, level, keys, frequency::text FROM series
    WHERE dataset = ${dataset} AND id = ANY(${ids}) ${level === undefined ? Prisma.empty : Prisma.sql`AND level = ${level}`} LIMIT 1`;
  if (row) return row;
  if (!(await latestForecast(dataset))) throw await whyNone({ dataset, level, series }, level);
  throw notFound(`There is no series ${series}${level === undefined ? '' : ` at level ${level}`} in ${dataset}.`, 'series');
}
