import { Prisma } from '@/generated/prisma/client';

/** SQL for the place of a date in the history of a row of `series`; the first period has place 1, as Postgres counts. */
export function placeOf(date: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(CASE series.frequency
    WHEN 'day' THEN ${date} - series.first_date
    WHEN 'week' THEN (${date} - series.first_date) / 7
    ELSE (extract(year FROM ${date}) - extract(year FROM series.first_date)) * 12 + extract(month FROM ${date}) - extract(month FROM series.first_date)
  END)::int + 1`;
}
