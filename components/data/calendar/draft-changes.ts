import type { CalendarDiff } from '@/lib/calendar/schema';
import { changeWords } from './history-list';
import type { Draft } from './use-draft';

/** What a draft has otherwise than what is saved, in words. */
export function draftChanges(saved: Draft, draft: Draft): string[] {
  const was = new Map(saved.entries.map((entry) => [entry.id, entry]));
  const is = new Set(draft.entries.map(({ id }) => id));
  const diff: CalendarDiff = {
    added: draft.entries.filter(({ id }) => !was.has(id)),
    removed: saved.entries.filter(({ id }) => !is.has(id)),
    changed: draft.entries.flatMap((after) => {
      const before = was.get(after.id);
      return before && before !== after ? [{ before, after }] : [];
    }),
    holidaysOff: draft.holidaysOff.filter((name) => !saved.holidaysOff.includes(name)),
    holidaysOn: saved.holidaysOff.filter((name) => !draft.holidaysOff.includes(name)),
  };
  return changeWords({ diff });
}
