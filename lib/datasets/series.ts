import { z } from 'zod';
import { type Frequency, Prisma, type Series as SeriesRow } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { levelName } from './level-name';

export { publishSeries } from './publish-series';

const date = z.iso.date();

export const seriesSchema = z.strictObject({
  id: z.string(),
  dataset: z.string(),
  level: z.string(),
  keys: z.record(z.string(), z.string()),
  frequency: z.enum(['day', 'week', 'month']),
  firstDate: date,
  lastDate: date,
});
export type Series = z.infer<typeof seriesSchema>;

export const seriesQuery = z.strictObject({
  dataset: z.string().default(sampleDataset),
  level: levelName.optional(),
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Words of level, key names and key values, all of which must be found; `store 1` finds `store_001`'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type SeriesQuery = z.infer<typeof seriesQuery>;

export const seriesList = z.strictObject({ items: z.array(seriesSchema), nextCursor: z.string().nullable() });
export type SeriesPage = z.infer<typeof seriesList>;
export const historyQuery = z.strictObject({ from: date.optional(), to: date.optional() });
export const historyPoint = z.strictObject({ date, y: z.number().nullable().describe('Null where nothing was recorded') });
export const seriesHistorySchema = z.strictObject({ series: seriesSchema, items: z.array(historyPoint) });
export type SeriesHistory = z.infer<typeof seriesHistorySchema>;

/** Series in order of id, a page at a time. */
export async function listSeries({ dataset, level, q, limit, cursor }: SeriesQuery): Promise<SeriesPage> {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
  const found = q === undefined ? undefined : await findSeries({ dataset, level, q, after, limit: limit + 1 });
  const rows = await db().series.findMany({
    where: found ? { id: { in: found } } : { dataset, ...(level && { level }), ...(after !== undefined && { id: { gt: after } }) },
    omit: { history: true },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toSeries);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? Buffer.from(last.id).toString('base64url') : null };
}

interface SeriesSearch {
  dataset: string;
  level: string | undefined;
  q: string;
  after: string | undefined;
  limit: number;
}

/** Ids of series whose level, key names and key values hold every word of `q`, whatever stands between the words: `store 1` finds `store_001`. */
async function findSeries({ dataset, level, q, after, limit }: SeriesSearch): Promise<string[]> {
  const words = q
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM series
    WHERE dataset = ${dataset} ${level === undefined ? Prisma.empty : Prisma.sql`AND level = ${level}`}
      ${after === undefined ? Prisma.empty : Prisma.sql`AND id > ${after}`}
      AND (SELECT bool_and(strpos(lower(concat(level, ' ', keys::text)), word) > 0) FROM unnest(${words}::text[]) AS word) IS NOT FALSE
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** @throws AlmanacError `not_found` */
export async function getSeries(id: string): Promise<Series> {
  const row = await db().series.findUnique({ where: { id }, omit: { history: true } });
  if (!row) throw notFound(`There is no series ${id}.`, 'id');
  return toSeries(row);
}

/** A series' recorded values between two dates, both included. @throws AlmanacError `not_found`, or `validation_failed` when `to` is before `from` */
export async function seriesHistory(id: string, { from, to }: { from?: string; to?: string } = {}): Promise<SeriesHistory> {
  if (from && to && to < from)
    throw new AlmanacError('validation_failed', 'to: must not be before from', [
      { path: 'to', message: `must not be before from (${from})` },
    ]);
  const row = await db().series.findUnique({ where: { id }, omit: { history: true } });
  if (!row) throw notFound(`There is no series ${id}.`, 'id');
  // Postgres arrays have nulls, and here they are the gaps; Prisma's lists refuse them, so the history comes as JSON.
  const [stored] = await db().$queryRaw<{ history: (number | null)[] }[]>`SELECT to_json(history) AS history FROM series WHERE id = ${id}`;
  const items: SeriesHistory['items'] = [];
  stored?.history.forEach((y, k) => {
    const day = dateAt(row.firstDate, row.frequency, k);
    if ((!from || day >= from) && (!to || day <= to)) items.push({ date: day, y });
  });
  return { series: toSeries(row), items };
}

function toSeries(row: Omit<SeriesRow, 'history'>): Series {
  const { id, dataset, level, frequency } = row;
  return {
    id,
    dataset,
    level,
    keys: row.keys as Record<string, string>,
    frequency,
    firstDate: row.firstDate.toISOString().slice(0, 10),
    lastDate: row.lastDate.toISOString().slice(0, 10),
  };
}

function dateAt(first: Date, frequency: Frequency, periods: number): string {
  const at = new Date(first);
  if (frequency === 'month') at.setUTCMonth(at.getUTCMonth() + periods);
  else at.setUTCDate(at.getUTCDate() + periods * (frequency === 'week' ? 7 : 1));
  return at.toISOString().slice(0, 10);
}
