import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { calendarDate, isoDate, parseDay } from '@/lib/data/days';
import { holidaysOf } from '@/lib/data/holidays';
import { readCalendar } from '@/lib/datasets/calendar';
import type { Dataset, DatasetCalendar } from '@/lib/datasets/schema';
import { getDataset } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { checkEntries } from './check';
import { choicesOf } from './choices';
import { diffOf } from './diff';
import { calendarAt, newestCalendar, toCalendarVersion } from './records';
import type { Calendar, CalendarChange, CalendarVersion, SaveCalendar } from './schema';

interface Span {
  from?: string | undefined;
  to?: string | undefined;
}

/** A dataset's calendar: what planners say, and beside it what the data plan and which holidays there are. @throws AlmanacError `not_found` */
export async function getCalendar(name: string, span: Span = {}): Promise<Calendar> {
  const dataset = await getDataset(name);
  const [newest, choices, planned] = await Promise.all([newestCalendar(name), choicesOf(dataset), plannedOf(dataset, span)]);
  return { dataset: name, ...newest, ...choices, planned, holidays: holidaysIn(dataset, span) };
}

/**
 * Saves a calendar as a new version, which the next run uses.
 * @throws AlmanacError `conflict` where somebody saved another since, or nothing is changed; `validation_failed` naming each event that is wrong
 */
export async function saveCalendarVersion(
  name: string,
  save: SaveCalendar & { author: string },
  restoredFrom?: number,
): Promise<CalendarVersion> {
  const dataset = await getDataset(name);
  if (!dataset.version) throw new AlmanacError('conflict', `${name} has no data yet; its calendar can be edited once it has.`);
  checkEntries(await choicesOf(dataset), save.entries);
  const newest = await newestCalendar(name);
  if (newest.version !== save.base) throw saved(newest);
  const diff = diffOf(newest, save);
  if (Object.values(diff).every((part) => part.length === 0))
    throw new AlmanacError('conflict', 'Nothing is otherwise than in the newest version, so there is nothing to save.');
  try {
    const row = await db().calendarVersion.create({
      data: {
        ...{ dataset: name, version: newest.version + 1, author: save.author, note: save.note, restoredFrom: restoredFrom ?? null },
        entries: save.entries as Prisma.InputJsonValue,
        holidaysOff: [...new Set(save.holidaysOff)].sort(),
      },
    });
    return toCalendarVersion(row);
  } catch (error) {
    // Both saved on top of the same version; the other one was first.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw saved(await newestCalendar(name));
    throw error;
  }
}

/** Brings an older state back, as a new version. @throws AlmanacError as `saveCalendarVersion` does; `not_found` naming `version` */
export async function restoreCalendarVersion(
  name: string,
  { version, base, author, note }: { version: number; base: number; author: string; note: string },
): Promise<CalendarVersion> {
  await getDataset(name);
  const { entries, holidaysOff } = await calendarAt(name, version);
  return saveCalendarVersion(name, { base, author, note: note || `Version ${version} again`, entries, holidaysOff }, version);
}

/** Who changed a calendar, when, why and how, newest first. @throws AlmanacError `not_found`; `validation_failed` naming `cursor` */
export async function calendarChanges(
  name: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: CalendarChange[]; nextCursor: string | null }> {
  await getDataset(name);
  const before = cursor === undefined ? undefined : readCursor(cursor, z.number().int().min(1));
  const rows = await db().calendarVersion.findMany({
    where: { dataset: name, ...(before !== undefined && { version: { lt: before } }) },
    orderBy: { version: 'desc' },
    // One more, to tell what the last of the page changed.
    take: limit + 1,
  });
  const versions = rows.map(toCalendarVersion);
  const items = versions.slice(0, limit).map((own, k): CalendarChange => {
    const { entries, holidaysOff, ...facts } = own;
    const former = versions[k + 1] ?? { entries: [], holidaysOff: [] };
    return { ...facts, events: entries.length, diff: diffOf(former, { entries, holidaysOff }) };
  });
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last.version) : null };
}

function saved(newest: CalendarVersion): AlmanacError {
  const message = `${newest.author || 'somebody'} saved version ${newest.version} since`;
  return new AlmanacError('conflict', `The calendar was changed meanwhile: ${message}. Load it again and repeat your changes.`, [
    { path: 'base', message },
  ]);
}

async function plannedOf({ name, version }: Dataset, { from, to }: Span): Promise<DatasetCalendar> {
  if (!version) return { promotions: [], storeEvents: [] };
  const { promotions, storeEvents } = await readCalendar(name, version.version);
  const touches = (row: { startDate: string; endDate: string }) => (!from || row.endDate >= from) && (!to || row.startDate <= to);
  return { promotions: promotions.filter(touches), storeEvents: storeEvents.filter(touches) };
}

/** Longest span that holidays are told of. */
const mostYears = 12;

function holidaysIn({ settings, version }: Dataset, { from = version?.lastDate, to }: Span): Calendar['holidays'] {
  if (settings.holidays === 'none' || from === undefined) return [];
  const place = settings.holidays;
  const first = calendarDate(parseDay(from)).year;
  const last = Math.min(first + mostYears, to === undefined ? first + 1 : calendarDate(parseDay(to)).year);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k)
    .flatMap((year) => holidaysOf(year, place).map(({ day, name }) => ({ date: isoDate(day), name })))
    .filter(({ date }) => date >= from && (to === undefined || date <= to));
}
