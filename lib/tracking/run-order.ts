import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { invalid } from '@/lib/errors';
import { and } from './filter/compile';
import { badOrder } from './filter/error';
import { orderingOf } from './filter/vocabulary';
import { runColumns } from './run-conditions';
import { runVocabulary } from './run-vocabulary';

/** One thing that runs are sorted by. */
interface Term {
  sql: Prisma.Sql;
  ascending: boolean;
  /** Type that its value is compared as. */
  type: 'bigint' | 'bpchar' | 'float8' | 'int' | 'text';
  /** Every run has one: an order that says nothing of nulls is that of an index. */
  always?: boolean;
}

/** The beginning of an order, as an index has it. */
export interface Lead {
  by: 'metric' | 'start';
  /** So many runs of it from the `skip`-th on (and those that are level with the last one) as a table, joined with `run`. */
  runs(skip: number, look: number, scope: Prisma.Sql[]): Prisma.Sql;
  /** A run's id before it is joined with `run`: who looks up what it logged by this never reads runs in vain. */
  id: Prisma.Sql;
  /** What the terms need beside these tables. */
  joins: Prisma.Sql;
  /** The order among them. */
  orderBy: Prisma.Sql;
}

/** An order of runs that is total, and from whose every run a page can go on. */
export interface RunOrder {
  /** What the terms need beside the table `run`. */
  joins: Prisma.Sql;
  orderBy: Prisma.Sql;
  /** The values of a run's terms as a JSON array of texts: its position. */
  position: Prisma.Sql;
  /** Whether a run comes after the position that a cursor names. @throws AlmanacError `validation_failed` naming `cursor` */
  after(cursor: string): Prisma.Sql;
  cursorOf(position: (string | null)[]): string;
  /** Where an index begins with this order (after a cursor): how. */
  lead(cursor?: string): Lead | undefined;
}

/**
 * Sorts by what a client asks for, in MLflow's words (`metrics.rmse DESC`), then by the latest start, then by id. What a run has not
 * logged comes last, and NaN before that, whatever the direction. A page goes on by the values of its last run, so that runs that
 * begin meanwhile neither hide one nor show one twice.
 * @throws AlmanacError `validation_failed` naming `orderBy`
 */
export function runOrder(clauses: string[]): RunOrder {
  const { joins, terms, metric } = termsOf(clauses);
  const subject = clauses.join(',');
  const direction = (ascending: boolean) => Prisma.raw(ascending ? 'ASC' : 'DESC');
  const nullsLast = (some: Term[]) =>
    some.map(
      ({ sql, ascending, always }) => Prisma.sql`${sql} ${direction(ascending)} ${always ? Prisma.empty : Prisma.raw('NULLS LAST')}`,
    );
  const positionOf = (cursor: string) => {
    const [of, values] = readCursor(cursor, positionSchema(terms));
    if (of !== subject) throw invalid('cursor', `is of another order: ${of || 'the latest start first'}`);
    return values;
  };
  return {
    joins: joined(joins),
    orderBy: Prisma.join(nullsLast(terms)),
    position: Prisma.sql`json_build_array(${Prisma.join(terms.map(({ sql }) => Prisma.sql`(${sql})::text`))})`,
    after: (cursor) => beyond(terms, positionOf(cursor)),
    cursorOf: (position) => writeCursor([subject, position]),
    lead: (cursor) => {
      const values = cursor === undefined ? undefined : positionOf(cursor);
      if (metric !== undefined) {
        // Only what is a number is in the index's order; the rest comes after all of it.
        if (values && values[0] !== '0') return undefined;
        return metricLead(metric, terms, joins, values?.[1] ?? undefined);
      }
      const [first] = terms;
      return first?.sql === startTime ? startLead(first, terms, joins, values?.[0] ?? undefined) : undefined;
    },
  };

  function metricLead(key: string, all: Term[], others: Prisma.Sql[], from: string | undefined): Lead {
    const [, value, ...rest] = all as [Term, Term, ...Term[]];
    const down = direction(value.ascending);
    const bound =
      from === undefined ? Prisma.empty : Prisma.sql`AND value ${Prisma.raw(value.ascending ? '>=' : '<=')} ${from}::text::float8`;
    return {
      by: 'metric',
      id: Prisma.sql`by_0.run_id`,
      runs: (skip, look) => Prisma.sql`(
        SELECT run_id, value, is_nan FROM latest_metrics WHERE key = ${key} AND NOT is_nan ${bound}
        ORDER BY value ${down} OFFSET ${skip} FETCH FIRST (${look}::int) ROWS WITH TIES) AS by_0 JOIN runs AS run ON run.id = by_0.run_id`,
      joins: joined(others.slice(1)),
      // As the index has it, so that rows come sorted and the last ones are never read.
      orderBy: Prisma.join([Prisma.sql`by_0.value ${down}`, ...nullsLast(rest)]),
    };
  }

  function startLead(first: Term, all: Term[], others: Prisma.Sql[], from: string | undefined): Lead {
    const down = direction(first.ascending);
    const bound = from === undefined ? [] : [Prisma.sql`run.start_time ${Prisma.raw(first.ascending ? '>=' : '<=')} ${from}::text::bigint`];
    return {
      by: 'start',
      id: Prisma.sql`run.id`,
      runs: (skip, look, scope) => Prisma.sql`(
        SELECT * FROM runs AS run WHERE ${and([...scope, ...bound])} ORDER BY run.start_time ${down} OFFSET ${skip} FETCH FIRST (${look}::int) ROWS WITH TIES) AS run`,
      joins: joined(others),
      orderBy: Prisma.join([Prisma.sql`run.start_time ${down}`, ...nullsLast(all.slice(1))]),
    };
  }
}

const startTime = runColumns.start_time as Prisma.Sql;

function joined(joins: Prisma.Sql[]): Prisma.Sql {
  return joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' ');
}

function termsOf(clauses: string[]): { joins: Prisma.Sql[]; terms: Term[]; metric: string | undefined } {
  const joins: Prisma.Sql[] = [];
  const terms: Term[] = [];
  const seen = new Set<string>();
  let metric: string | undefined;
  for (const [index, clause] of clauses.entries()) {
    const { kind, key, ascending } = orderingOf(clause, runVocabulary);
    if (kind === 'dataset') throw badOrder("Invalid identifier type 'dataset'");
    if (seen.has(`${kind} ${key}`))
      throw badOrder(`\`order_by\` contains duplicate fields: [${clauses.map((one) => `'${one}'`).join(', ')}]`);
    seen.add(`${kind} ${key}`);
    if (kind === 'text' || kind === 'number') {
      terms.push(attributeTerm(key, ascending));
      continue;
    }
    const own = Prisma.raw(`by_${index}`);
    const table = kind === 'metric' ? Prisma.sql`latest_metrics` : kind === 'tag' ? Prisma.sql`run_tags` : Prisma.sql`params`;
    joins.push(Prisma.sql`LEFT JOIN ${table} AS ${own} ON ${own}.run_id = run.id AND ${own}.key = ${key}`);
    if (kind === 'metric') {
      if (index === 0) metric = key;
      const rank = Prisma.sql`CASE WHEN ${own}.value IS NULL THEN 2 WHEN ${own}.is_nan THEN 1 ELSE 0 END`;
      terms.push({ sql: rank, ascending: true, type: 'int' });
    }
    terms.push({ sql: Prisma.sql`${own}.value`, ascending, type: kind === 'metric' ? 'float8' : 'text' });
  }
  if (!seen.has('number start_time')) terms.push(attributeTerm('start_time', false));
  if (!seen.has('text run_id')) terms.push(attributeTerm('run_id', true));
  return { joins, terms, metric };
}

function attributeTerm(key: string, ascending: boolean): Term {
  if (key === 'start_time') return { sql: startTime, ascending, type: 'bigint', always: true };
  if (key === 'run_id') return { sql: Prisma.sql`run.id`, ascending, type: 'bpchar', always: true };
  return { sql: runColumns[key] as Prisma.Sql, ascending, type: key === 'end_time' || key === 'duration' ? 'bigint' : 'text' };
}

/** A run's terms come after these values: the first one that differs decides; nothing comes after null. */
function beyond(terms: Term[], values: (string | null)[]): Prisma.Sql {
  const [term, ...others] = terms;
  const [value = null, ...rest] = values;
  if (!term) return Prisma.sql`false`;
  const given = Prisma.sql`${value}::text::${Prisma.raw(term.type)}`;
  const later =
    value === null
      ? Prisma.sql`false`
      : Prisma.sql`(${term.sql} ${Prisma.raw(term.ascending ? '>' : '<')} ${given} OR ${term.sql} IS NULL)`;
  return Prisma.sql`(${later} OR (${term.sql} IS NOT DISTINCT FROM ${given} AND ${beyond(others, rest)}))`;
}

const positionValue: Record<Term['type'], z.ZodType<string>> = {
  bigint: z
    .string()
    .regex(/^-?\d{1,19}$/)
    .refine((text) => BigInt.asIntN(64, BigInt(text)) === BigInt(text)),
  int: z.string().regex(/^[012]$/),
  float8: z
    .string()
    .regex(/^-?(\d{1,310}(\.\d{1,20})?(e[+-]\d{1,3})?|Infinity)$/)
    .refine((text) => Number.isFinite(Number(text))),
  bpchar: storableText,
  text: storableText,
};

function positionSchema(terms: Term[]): z.ZodType<[string, (string | null)[]]> {
  const values = z.array(z.string().nullable()).superRefine((given, context) => {
    const fits =
      given.length === terms.length && terms.every(({ type }, k) => given[k] === null || positionValue[type].safeParse(given[k]).success);
    if (!fits) context.addIssue({ code: 'custom', message: 'is the position of another order' });
  });
  return z.tuple([z.string(), values]);
}
