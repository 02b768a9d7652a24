'use client';

import { useMemo, useState } from 'react';
import type { Calendar, CalendarEntry } from '@/lib/calendar/schema';

export interface Draft {
  entries: CalendarEntry[];
  holidaysOff: string[];
}

/** What is edited of a calendar and not saved yet, with every step to go back to. */
export function useDraft(saved: Pick<Calendar, 'version' | 'entries' | 'holidaysOff'>) {
  const [steps, setSteps] = useState<{ version: number; past: Draft[]; now: Draft | undefined }>({
    version: saved.version,
    past: [],
    now: undefined,
  });
  const start = useMemo<Draft>(() => ({ entries: saved.entries, holidaysOff: saved.holidaysOff }), [saved]);
  // What was drafted on top of another version is over once that was saved.
  const own = steps.version === saved.version ? steps : { version: saved.version, past: [], now: undefined };
  const draft = own.now ?? start;
  return {
    draft,
    dirty: own.now !== undefined,
    canUndo: own.past.length > 0,
    change: (next: Draft) => setSteps({ version: saved.version, past: [...own.past, draft], now: next }),
    undo: () => {
      const past = own.past.slice(0, -1);
      setSteps({ version: saved.version, past, now: past.length === 0 ? undefined : own.past.at(-1) });
    },
    discard: () => setSteps({ version: saved.version, past: [], now: undefined }),
  };
}
