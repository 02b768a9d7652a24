import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { invalid } from '@/lib/errors';
import { badOrder } from './filter/error';
import { orderingOf } from './filter/vocabulary';
import { runColumns, runVocabulary } from './search-runs';

/** One thing that runs are sorted by. */
interface Term {
  sql: Prisma.Sql;
  ascending: boolean;
  /** Type that its value is compared as. */
  type: 'bigint' | 'float8' | 'int' | 'text';
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
}

/**
 * Sorts by what a client asks for, in MLflow's words (`metrics.rmse DESC`), then by the latest start, then by id. What a run has not
 * logged comes last, and NaN before that, whatever the direction. A page goes on by the values of its last run, so that runs that
 * begin meanwhile neither hide one nor show one twice.
 * @throws AlmanacError `validation_failed` naming `orderBy`
 */
export function runOrder(clauses: string[]): RunOrder {
  const { joins, terms } = termsOf(clauses);
  const subject = clauses.join(',');
  const direction = (ascending: boolean) => Prisma.raw(ascending ? 'ASC NULLS LAST' : 'DESC NULLS LAST');
  return {
    joins: joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' '),
    orderBy: Prisma.join(terms.map(({ sql, ascending }) => Prisma.sql`${sql} ${direction(ascending)}`)),
    position: Prisma.sql`json_build_array(${Prisma.join(terms.map(({ sql }) => Prisma.sql`(${sql})::text`))})`,
    after: (cursor) => {
      const [of, values] = readCursor(cursor, positionSchema(terms));
      if (of !== subject) throw invalid('cursor', `is of another order: ${of || 'the latest start first'}`);
      return beyond(terms, values);
    },
    cursorOf: (position) => writeCursor([subject, position]),
  };
}

function termsOf(clauses: string[]): { joins: Prisma.Sql[]; terms: Term[] } {
  const joins: Prisma.Sql[] = [];
  const terms: Term[] = [];
  const seen = new Set<string>();
  for (const [index, clause] of clauses.entries()) {
    const { kind, key, ascending } = orderingOf(clause, runVocabulary);
    if (kind === 'dataset') throw badOrder("Invalid identifier type 'dataset'");
    if (seen.has(`${kind} ${key}`)) throw badOrder(`sorts by ${clause} twice`);
    seen.add(`${kind} ${key}`);
    if (kind === 'text' || kind === 'number') {
      terms.push({ sql: runColumns[key] as Prisma.Sql, ascending, type: kind === 'text' ? 'text' : 'bigint' });
      continue;
    }
    const own = Prisma.raw(`by_${index}`);
    const table = kind === 'metric' ? Prisma.sql`latest_metrics` : kind === 'tag' ? Prisma.sql`run_tags` : Prisma.sql`params`;
    joins.push(Prisma.sql`LEFT JOIN ${table} AS ${own} ON ${own}.run_id = run.id AND ${own}.key = ${key}`);
    if (kind === 'metric')
      terms.push({
        sql: Prisma.sql`CASE WHEN ${own}.value IS NULL THEN 2 WHEN ${own}.is_nan THEN 1 ELSE 0 END`,
        ascending: true,
        type: 'int',
      });
    terms.push({ sql: Prisma.sql`${own}.value`, ascending, type: kind === 'metric' ? 'float8' : 'text' });
  }
  if (!seen.has('number start_time')) terms.push({ sql: Prisma.sql`run.start_time`, ascending: false, type: 'bigint' });
  if (!seen.has('text run_id')) terms.push({ sql: Prisma.sql`run.id::text`, ascending: true, type: 'text' });
  return { joins, terms };
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
