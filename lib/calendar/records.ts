import type { CalendarVersion as Row } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { type CalendarVersion, calendarEntry } from './schema';

/** What a calendar is before anybody says anything. */
export const emptyCalendar: CalendarVersion = {
  ...{ version: 0, author: '', note: '', restoredFrom: null, createdAt: null },
  entries: [],
  holidaysOff: [],
};

export function toCalendarVersion(row: Row): CalendarVersion {
  return {
    version: row.version,
    author: row.author,
    note: row.note,
    restoredFrom: row.restoredFrom,
    createdAt: row.createdAt.toISOString(),
    entries: calendarEntry.array().parse(row.entries),
    holidaysOff: row.holidaysOff as string[],
  };
}

/** The newest state of a dataset's calendar; the empty one where there is none. */
export async function newestCalendar(dataset: string): Promise<CalendarVersion> {
  const row = await db().calendarVersion.findFirst({ where: { dataset }, orderBy: { version: 'desc' } });
  return row ? toCalendarVersion(row) : emptyCalendar;
}

/** One state of a dataset's calendar; 0 is the empty one. @throws AlmanacError `not_found` naming `version` */
export async function calendarAt(dataset: string, version: number): Promise<CalendarVersion> {
  if (version === 0) return emptyCalendar;
  const row = await db().calendarVersion.findUnique({ where: { dataset_version: { dataset, version } } });
  if (!row) throw notFound(`The calendar of ${dataset} has no version ${version}.`, 'version');
  return toCalendarVersion(row);
}
