import { Prisma } from '@/generated/prisma/client';
import type { Operator } from './syntax';

const signs: Partial<Record<Operator, Prisma.Sql>> = {
  '=': Prisma.raw('='),
  '!=': Prisma.raw('<>'),
  '<': Prisma.raw('<'),
  '<=': Prisma.raw('<='),
  '>': Prisma.raw('>'),
  '>=': Prisma.raw('>='),
  LIKE: Prisma.raw('LIKE'),
  ILIKE: Prisma.raw('ILIKE'),
};

function sign(operator: Operator): Prisma.Sql {
  const sql = signs[operator];
  if (!sql) throw new Error(`${operator} takes no single value`);
  return sql;
}

/** A text column compared; the value is a parameter of the statement. */
export function compareText(column: Prisma.Sql, operator: Operator, value: string | string[]): Prisma.Sql {
  if (Array.isArray(value)) {
    const found = Prisma.sql`${column} = ANY(${value}::text[])`;
    return operator === 'NOT IN' ? Prisma.sql`NOT (${found})` : found;
  }
  const given = operator === 'LIKE' || operator === 'ILIKE' ? pattern(value) : value;
  return Prisma.sql`${column} ${sign(operator)} ${given}::text`;
}

/** A number column compared; whole numbers are compared as such, to the last digit. */
export function compareNumber(column: Prisma.Sql, operator: Operator, value: number | bigint): Prisma.Sql {
  if (typeof value === 'bigint') return Prisma.sql`${column} ${sign(operator)} ${value}::bigint`;
  return Prisma.sql`${column} ${sign(operator)} ${value}::float8`;
}

/** All of them. */
export function and(conditions: Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}

/** PostgreSQL refuses a pattern that ends in an escape of nothing; then the backslash itself is meant. */
function pattern(value: string): string {
  const backslashes = /\\*$/.exec(value)?.[0].length ?? 0;
  return backslashes % 2 === 1 ? `${value}\\` : value;
}
