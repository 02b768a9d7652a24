import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { and } from './filter/compile';
import type { Condition } from './filter/vocabulary';
import { runMatches, runProbe } from './run-conditions';
import type { RunOrder } from './run-order';

/** Runs that are looked at one by one, in order, before it is known how many of them match; and at most: more cost more than all. */
const [firstLook, longestLook] = [500, 4000];
/** How many more than the first look's share asks for. */
const spare = 1.4;

export interface RunQuestion {
  /** Of which experiments and lifecycle stages; conditions of the table `run` alone. */
  scope: Prisma.Sql[];
  conditions: Condition[];
  order: RunOrder;
  /** Where the page before ended. */
  cursor?: string | undefined;
  offset?: number;
  limit: number;
}

export interface FoundRun {
  id: string;
  /** The values that it is sorted by, for the cursor of the next page. */
  position: (string | null)[];
}

/**
 * The runs of one page in order, and one more where there is another page.
 *
 * A page is the beginning of an order. Where an index has that order (by a metric, or by start), the first so many runs are looked at
 * one by one until the page is full: for most filters that is a few hundred look-ups. A filter that few runs meet is told by the first
 * look, and then all that it names is found as sets and sorted.
 */
export async function findRuns(question: RunQuestion): Promise<FoundRun[]> {
  const { conditions, order, offset = 0, limit, cursor } = question;
  const wanted = offset + limit + 1;
  const lead = order.lead(cursor);
  // In the order of start and without a filter, reading the index is all there is to do.
  const worthwhile = lead !== undefined && (lead.by === 'metric' || conditions.length > 0);
  if (worthwhile) {
    const found = await lookAt(question, lead, 0, firstLook, wanted);
    const needed = Math.ceil((spare * firstLook * wanted) / found.length);
    if (found.length < wanted && needed <= longestLook) {
      const known = new Set(found.map(({ id }) => id));
      // Those that are level with the last one were looked at before.
      const more = await lookAt(question, lead, firstLook, needed - firstLook, wanted);
      found.push(...more.filter(({ id }) => !known.has(id)));
    }
    if (found.length >= wanted) return found.slice(offset, wanted);
  }
  return findAmongAll(question);
}

/** The matching runs among so many of the order, as many as are wanted. */
function lookAt(
  { scope, conditions, order, cursor }: RunQuestion,
  lead: NonNullable<ReturnType<RunOrder['lead']>>,
  skip: number,
  look: number,
  wanted: number,
): Promise<FoundRun[]> {
  const all = [...scope, ...conditions.map((condition) => runProbe(condition, lead.id)), ...(cursor ? [order.after(cursor)] : [])];
  return db().$queryRaw<FoundRun[]>`
    SELECT run.id, ${order.position} AS position FROM ${lead.runs(skip, look, scope)} ${lead.joins}
    WHERE ${and(all)} ORDER BY ${lead.orderBy} LIMIT ${wanted}`;
}

function findAmongAll({ scope, conditions, order, cursor, offset = 0, limit }: RunQuestion): Promise<FoundRun[]> {
  const all = [...scope, ...conditions.map(runMatches), ...(cursor ? [order.after(cursor)] : [])];
  return db().$queryRaw<FoundRun[]>`
    SELECT run.id, ${order.position} AS position FROM runs AS run ${order.joins}
    WHERE ${and(all)} ORDER BY ${order.orderBy} OFFSET ${offset} LIMIT ${limit + 1}`;
}
