'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, FlaskConical, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Calendar, CalendarEntry } from '@/lib/calendar/schema';
import { calendarKey, fetchCalendar, restoreCalendar, saveCalendar } from '../../api/calendar';
import { describe } from '../../api/client';
import { RunPipelineButton } from '../../pipelines/run-dialog';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Card } from '../../ui/card';
import { LeaveGuard } from '../../ui/leave-guard';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';
import { writeEdits } from '../../what-if/edits-address';
import { draftChanges } from './draft-changes';
import { EventList } from './event-list';
import { EventSheet, newEdit } from './event-sheet';
import { HistoryList } from './history-list';
import { HolidayList } from './holiday-list';
import { isMonth, monthOf } from './month';
import { MonthView } from './month-view';
import { SaveCalendarDialog } from './save-dialog';
import { useDraft } from './use-draft';

/** The calendar of a dataset: read for a year around the month that is shown, edited as a draft, saved as a version. */
export function CalendarView({ dataset, lastDate }: { dataset: string; lastDate: string }) {
  const path = usePathname();
  const search = useSearchParams();
  const asked = search.get('month');
  // What comes after the data is what a planner knows and they do not.
  const start = monthOf(lastDate);
  const month = isMonth(asked) ? asked : start;
  const year = month.slice(0, 4);
  const span = { from: `${Number(year) - 1}-12-01`, to: `${Number(year) + 1}-01-31` };
  const query = useQuery({
    queryKey: [...calendarKey(dataset), span.from],
    queryFn: ({ signal }) => fetchCalendar(dataset, span, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  function showMonth(next: string) {
    const own = new URLSearchParams(search);
    if (next === start) own.delete('month');
    else own.set('month', next);
    history.replaceState(null, '', `${path}?${own}`);
  }
  if (query.isError && !query.data)
    return (
      <Card>
        <QueryError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      </Card>
    );
  if (!query.data) return <Skeleton className="h-144" />;
  return <Editor dataset={dataset} calendar={query.data} month={month} lastDate={lastDate} onMonth={showMonth} />;
}

function Editor({
  dataset,
  calendar,
  month,
  lastDate,
  onMonth,
}: {
  dataset: string;
  calendar: Calendar;
  month: string;
  lastDate: string;
  onMonth: (month: string) => void;
}) {
  const client = useQueryClient();
  const { draft, dirty, canUndo, change, undo, discard } = useDraft(calendar);
  const [open, setOpen] = useState<{ entry: CalendarEntry; isNew: boolean }>();
  const [saving, setSaving] = useState(false);
  const [restoring, setRestoring] = useState<number>();
  const nothing = calendar.kinds === 'covariates' && calendar.choices.covariates.length === 0;
  const again = () => client.invalidateQueries({ queryKey: calendarKey(dataset) });
  const today = new Date().toISOString().slice(0, 10);

  const add = (date: string) =>
    setOpen({
      isNew: true,
      entry: {
        ...{ id: crypto.randomUUID(), name: '', note: '' },
        edit: newEdit(calendar.kinds === 'tables' ? 'promotion' : 'covariate', calendar, date),
      },
    });
  const addInMonth = () => add(month === monthOf(lastDate) ? lastDate : `${month}-01`);
  const keep = (entry: CalendarEntry) => {
    const others = draft.entries.filter(({ id }) => id !== entry.id);
    change({ ...draft, entries: [...others, entry] });
    setOpen(undefined);
  };
  const remove = (entry: CalendarEntry) => {
    change({ ...draft, entries: draft.entries.filter(({ id }) => id !== entry.id) });
    setOpen(undefined);
    toast('Taken from the draft', { description: entry.name, action: { label: 'Undo', onClick: undo } });
  };
  async function save(author: string, note: string) {
    const saved = await saveCalendar(dataset, { base: calendar.version, ...(author && { author }), note, ...draft });
    await again();
    toast.success(`Version ${saved.version} is saved; the next run uses it`);
  }
  async function restore(version: number) {
    setRestoring(version);
    try {
      const saved = await restoreCalendar(dataset, { version, base: calendar.version });
      await again();
      toast.success(`Version ${version} is back, as version ${saved.version}`);
    } catch (error) {
      toast.error('It could not be restored', { description: describe(error) });
    } finally {
      setRestoring(undefined);
    }
  }
  const edits = writeEdits(draft.entries.map(({ edit }) => edit).filter(({ to }) => to > lastDate));

  return (
    <div className="flex flex-col gap-5">
      <LeaveGuard active={dirty} title="Leave without saving?">
        <p>What you changed in the calendar is not saved.</p>
      </LeaveGuard>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant={dirty ? 'secondary' : 'primary'} onClick={addInMonth} disabled={nothing}>
          <CalendarPlus aria-hidden />
          Add an event
        </Button>
        <Button onClick={undo} disabled={!canUndo}>
          <Undo2 aria-hidden />
          Undo
        </Button>
        {edits && (
          <Button asChild>
            <Link href={`/forecasts?${new URLSearchParams({ dataset, tab: 'what-if', edits })}`}>
              <FlaskConical aria-hidden />
              Try as a what-if
            </Link>
          </Button>
        )}
        <p role="status" className="ml-auto text-sm text-muted">
          {dirty ? 'Not saved yet' : calendar.version === 0 ? '' : `Version ${calendar.version} by ${calendar.author}`}
        </p>
        {dirty && (
          <>
            <Button onClick={discard}>Discard</Button>
            <Button variant="primary" onClick={() => setSaving(true)}>
              Save
            </Button>
          </>
        )}
      </div>
      {nothing && (
        <Callout tone="info" title="No column of this dataset is known ahead">
          Import it with a column such as a promotion or price marked as known ahead, and events can set it here. Holidays can be switched
          already.
        </Callout>
      )}
      {!dirty && calendar.version > 0 && (
        <Callout
          tone="info"
          title="The next run learns from this calendar and forecasts with it"
          actions={<RunPipelineButton initial={{ dataset }} variant="secondary" />}
        />
      )}
      <MonthView
        month={month}
        today={today}
        calendar={calendar}
        draft={draft}
        onMonth={onMonth}
        onAdd={nothing ? () => undefined : add}
        onOpen={(entry) => setOpen({ entry, isNew: false })}
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {!nothing && (
            <EventList
              calendar={calendar}
              entries={draft.entries}
              onOpen={(entry) => setOpen({ entry, isNew: false })}
              onDelete={remove}
              onAdd={addInMonth}
            />
          )}
          <HistoryList dataset={dataset} newest={calendar.version} onRestore={(version) => void restore(version)} restoring={restoring} />
        </div>
        <HolidayList
          holidays={calendar.holidays.filter(({ date }) => date >= `${month.slice(0, 4)}-01-01`)}
          off={draft.holidaysOff}
          onChange={(holidaysOff) => change({ ...draft, holidaysOff })}
        />
      </div>
      {open && (
        <EventSheet
          key={open.entry.id}
          calendar={calendar}
          entry={open.entry}
          isNew={open.isNew}
          onClose={() => setOpen(undefined)}
          onSave={keep}
          onDelete={() => remove(open.entry)}
        />
      )}
      <SaveCalendarDialog open={saving} onOpenChange={setSaving} changes={draftChanges(calendar, draft)} onSave={save} />
    </div>
  );
}
