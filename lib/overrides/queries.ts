import { z } from 'zod';
import type { Override as OverrideRow, OverridePoint as PointRow } from '@/generated/prisma/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import type { Override, OverrideQuery } from './schema';

const place = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });
const day = (value: Date) => value.toISOString().slice(0, 10);

/** @throws AlmanacError `not_found` */
export async function overrideOf(id: string): Promise<Override> {
  const row = z.uuid().safeParse(id).success ? await db().override.findUnique({ where: { id } }) : null;
  if (!row) throw notFound(`There is no override ${id}.`, 'id');
  return (await described([row]))[0] as Override;
}

/** Overrides of a dataset, the newest first, a page at a time. */
export async function listOverrides({
  dataset,
  series,
  status,
  author,
  limit,
  cursor,
}: OverrideQuery): Promise<{ items: Override[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor, place);
  const rows = await db().override.findMany({
    where: {
      dataset,
      ...(series !== undefined && { series }),
      ...(author !== undefined && { author }),
      ...(status && { withdrawnAt: status === 'active' ? null : { not: null } }),
      ...(after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const items = await described(rows.slice(0, limit));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor({ createdAt: last.createdAt, id: last.id }) : null };
}

async function described(rows: readonly OverrideRow[]): Promise<Override[]> {
  const ids = rows.map(({ id }) => id);
  const [points, parts] = await Promise.all([
    db().$queryRaw<PointRow[]>`
      SELECT point.override_id AS "overrideId", point.series_id AS "seriesId", point.date, point.part, point.model, point.value, point.change
      FROM override_points AS point JOIN overrides ON overrides.id = point.override_id AND overrides.series = point.series_id
      WHERE point.override_id = ANY(${ids}::uuid[]) ORDER BY point.date`,
    db().$queryRaw<{ id: string; parts: number }[]>`
      SELECT override_id AS id, count(DISTINCT series_id)::int AS parts FROM override_points WHERE override_id = ANY(${ids}::uuid[]) AND part GROUP BY 1`,
  ]);
  const partsOf = new Map(parts.map((row) => [row.id, row.parts]));
  return rows.map((row) =>
    toOverride(
      row,
      points.filter(({ overrideId }) => overrideId === row.id),
      partsOf.get(row.id) ?? 0,
    ),
  );
}

function toOverride(row: OverrideRow, points: PointRow[], parts: number): Override {
  const { id, dataset, level, series, frequency, reason, author, forecastId, modelName, modelVersion, withdrawnBy } = row;
  return {
    ...{ id, dataset, level, series, frequency, reason, author, forecastId, modelName, modelVersion, withdrawnBy, parts },
    status: row.withdrawnAt === null ? 'active' : 'withdrawn',
    origin: day(row.origin),
    firstDate: day(row.firstDate),
    lastDate: day(row.lastDate),
    points: points.map(({ date, model, value, change }) => ({ date: day(date), model, value, change })),
    createdAt: row.createdAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}
