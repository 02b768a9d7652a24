import { z } from 'zod';
import type { Prisma, Scenario as ScenarioRow } from '@/generated/prisma/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { type Published, publishedFor } from '@/lib/serving/published';
import { computeScenario } from './compute';
import { toColumns, toScenario, toSummary } from './records';
import type {
  CreateScenarioRequest,
  PreviewRequest,
  Scenario,
  ScenarioPreview,
  ScenarioQuery,
  ScenarioSummary,
  ScenarioUpdate,
} from './schema';

export { seriesPlan } from './series-plan';

/** What was deleted can be brought back for so long. */
const keepDeletedMs = 30 * 86_400_000;
const place = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });

/** The forecast with edits, kept nowhere. @throws AlmanacError as `computeScenario` does */
export async function previewScenario(request: PreviewRequest, signal?: AbortSignal): Promise<ScenarioPreview> {
  return (await computeScenario(request, { signal })).preview;
}

/** Computes a scenario and keeps it. @throws AlmanacError as `computeScenario` does */
export async function createScenario({ name, note, author, ...request }: CreateScenarioRequest & { author: string }): Promise<Scenario> {
  const computed = await computeScenario(request);
  const row = await db().scenario.create({
    data: { dataset: request.dataset, name, note, author, edits: request.edits as Prisma.InputJsonValue, ...toColumns(computed) },
  });
  return toScenario(row, computed.published);
}

/** Scenarios of a dataset, the newest first, a page at a time. */
export async function listScenarios({
  dataset,
  series,
  q,
  limit,
  cursor,
}: ScenarioQuery): Promise<{ items: ScenarioSummary[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor, place);
  const holds = (text: string) => ({ contains: text, mode: 'insensitive' as const });
  const rows = await db().scenario.findMany({
    where: {
      dataset,
      deletedAt: null,
      ...(series !== undefined && { series }),
      AND: [
        ...(q ? [{ OR: [{ name: holds(q) }, { note: holds(q) }, { author: holds(q) }] }] : []),
        ...(after ? [{ OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }] : []),
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const current = await currentOf(shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => toSummary(row, current.get(row.level))),
    nextCursor: rows.length > limit && last ? writeCursor({ createdAt: last.createdAt.toISOString(), id: last.id }) : null,
  };
}

/** @throws AlmanacError `not_found` */
export async function getScenario(id: string): Promise<Scenario> {
  return described(await rowOf(id));
}

/** Some scenarios in the order asked for; those that are gone are left out. */
export async function getScenarios(ids: readonly string[]): Promise<Scenario[]> {
  const found = await Promise.all(
    ids.map((id) =>
      getScenario(id).catch((error: unknown) => {
        if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
        throw error;
      }),
    ),
  );
  return found.flatMap((one) => one ?? []);
}

/** Renames, notes, or edits anew, which computes it on the newest forecast. @throws AlmanacError `not_found`, and as `computeScenario` does */
export async function updateScenario(id: string, { name, note, edits }: ScenarioUpdate): Promise<Scenario> {
  const row = await rowOf(id);
  const computed = edits && (await computeScenario({ dataset: row.dataset, level: row.level, series: row.series, edits }));
  return described(
    await db().scenario.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(note !== undefined && { note }),
        ...(computed && { edits: edits as Prisma.InputJsonValue, ...toColumns(computed) }),
      },
    }),
  );
}

/** Computes a scenario on the newest forecast, by its champion and data. Edits that are over change nothing any more. @throws AlmanacError as `computeScenario` does; `conflict` where all edits are over */
export async function recomputeScenario(id: string): Promise<Scenario> {
  const { dataset, level, series, edits } = toScenario(await rowOf(id), undefined);
  const computed = await computeScenario({ dataset, level, series, edits }, { keepOver: true });
  const first = computed.preview.points[0]?.date ?? '';
  if (edits.length > 0 && edits.every(({ to }) => to < first)) {
    throw new AlmanacError('conflict', `All edits of this scenario are over: the newest forecast begins on ${first}. Give it new dates.`, [
      { path: 'edits', message: `end before ${first}` },
    ]);
  }
  return toScenario(await db().scenario.update({ where: { id }, data: toColumns(computed) }), computed.published);
}

/** A scenario more with the same edits and points. @throws AlmanacError `not_found` */
export async function duplicateScenario(id: string, author: string): Promise<Scenario> {
  const { id: _, createdAt: __, updatedAt: ___, name, edits, future, warnings, points, ...row } = await rowOf(id);
  const json = { edits, future, warnings, points } as Record<'edits' | 'future' | 'warnings' | 'points', Prisma.InputJsonValue>;
  return described(await db().scenario.create({ data: { ...row, ...json, name: `${name.slice(0, 113)} (copy)`, author } }));
}

/** Takes a scenario away; `restoreScenario` brings it back. Those deleted long ago go for good. @throws AlmanacError `not_found` */
export async function deleteScenario(id: string): Promise<void> {
  await rowOf(id);
  await db().scenario.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
  await db().scenario.deleteMany({ where: { deletedAt: { lt: new Date(Date.now() - keepDeletedMs) } } });
}

/** Undoes `deleteScenario`; of one that is there, nothing changes. @throws AlmanacError `not_found` */
export async function restoreScenario(id: string): Promise<Scenario> {
  await rowOf(id, true);
  return described(await db().scenario.update({ where: { id }, data: { deletedAt: null } }));
}

async function rowOf(id: string, deleted = false): Promise<ScenarioRow> {
  const row = z.uuid().safeParse(id).success ? await db().scenario.findUnique({ where: { id } }) : null;
  if (!row || (row.deletedAt !== null && !deleted)) throw notFound(`There is no scenario ${id}.`, 'id');
  return row;
}

async function described(row: ScenarioRow): Promise<Scenario> {
  return toScenario(row, (await currentOf([row])).get(row.level));
}

/** The newest published forecast of each level that rows of one dataset are of. */
async function currentOf(rows: readonly ScenarioRow[]): Promise<Map<string, Published | undefined>> {
  const levels = new Map(rows.map(({ level, dataset }) => [level, dataset]));
  const found = await Promise.all(
    [...levels].map(async ([level, dataset]) => {
      try {
        return [level, await publishedFor(dataset, [level])] as const;
      } catch (error) {
        if (error instanceof AlmanacError && (error.code === 'not_found' || error.code === 'conflict')) return [level, undefined] as const;
        throw error;
      }
    }),
  );
  return new Map(found);
}
