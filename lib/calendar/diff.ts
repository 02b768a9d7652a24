import { isDeepStrictEqual } from 'node:util';
import type { CalendarDiff, CalendarVersion } from './schema';

type Content = Pick<CalendarVersion, 'entries' | 'holidaysOff'>;

/** What one state of a calendar has otherwise than another; events are the same by their id. */
export function diffOf(before: Content, after: Content): CalendarDiff {
  const was = new Map(before.entries.map((entry) => [entry.id, entry]));
  const is = new Map(after.entries.map((entry) => [entry.id, entry]));
  return {
    added: after.entries.filter(({ id }) => !was.has(id)),
    removed: before.entries.filter(({ id }) => !is.has(id)),
    changed: after.entries.flatMap((entry) => {
      const former = was.get(entry.id);
      return former && !isDeepStrictEqual(former, entry) ? [{ before: former, after: entry }] : [];
    }),
    holidaysOff: after.holidaysOff.filter((name) => !before.holidaysOff.includes(name)),
    holidaysOn: before.holidaysOff.filter((name) => !after.holidaysOff.includes(name)),
  };
}
