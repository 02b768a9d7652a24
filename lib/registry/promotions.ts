import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import type { Promotion, PromotionQuery } from './schema';

/** How a model's aliases have moved, the latest first, a page at a time. @throws AlmanacError `not_found` naming `name` */
export async function listPromotions(
  name: string,
  { alias, limit, cursor }: PromotionQuery,
): Promise<{ items: Promotion[]; nextCursor: string | null }> {
  if (!(await db().registeredModel.findUnique({ where: { name }, select: { name: true } })))
    throw notFound(`There is no registered model ${name}.`, 'name');
  const rows = await db().modelPromotion.findMany({
    where: { name, ...(alias && { alias }), ...(cursor && { id: { lt: BigInt(cursor) } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(
    ({ id, gates, createdAt, ...row }): Promotion => ({
      ...row,
      id: String(id),
      gates: gates as Record<string, unknown>,
      createdAt: createdAt.toISOString(),
    }),
  );
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
