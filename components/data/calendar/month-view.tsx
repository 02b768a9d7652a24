'use client';

import clsx from 'clsx';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import type { Calendar, CalendarEntry } from '@/lib/calendar/schema';
import { day } from '../../format';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { addMonths, daysOfMonth, monthOf, monthTitle } from './month';
import type { Draft } from './use-draft';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const mostShown = 3;

/** A month of the calendar: one's own events, what the data plan, holidays. */
export function MonthView({
  month,
  today,
  calendar,
  draft,
  onMonth,
  onAdd,
  onOpen,
}: {
  month: string;
  today: string;
  calendar: Calendar;
  draft: Draft;
  onMonth: (month: string) => void;
  onAdd: (date: string) => void;
  onOpen: (entry: CalendarEntry) => void;
}) {
  const days = daysOfMonth(month);
  return (
    <Card aria-labelledby="month-title" className="overflow-hidden">
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        <h2 id="month-title" className="text-base font-semibold" aria-live="polite">
          {monthTitle(month)}
        </h2>
        <div className="flex gap-1">
          <Button size="sm" onClick={() => onMonth(monthOf(today))}>
            Today
          </Button>
          <Button size="icon" variant="ghost" aria-label="Month before" onClick={() => onMonth(addMonths(month, -1))}>
            <ChevronLeft aria-hidden />
          </Button>
          <Button size="icon" variant="ghost" aria-label="Month after" onClick={() => onMonth(addMonths(month, 1))}>
            <ChevronRight aria-hidden />
          </Button>
        </div>
      </header>
      <div aria-hidden className="grid grid-cols-7 border-y bg-raised text-center text-2xs font-medium text-muted">
        {weekdays.map((name) => (
          <span key={name} className="py-1.5">
            {name}
          </span>
        ))}
      </div>
      <ul aria-label={`Days of ${monthTitle(month)}`} className="grid grid-cols-7 gap-px bg-line">
        {days.map((date) => (
          <DayCell
            key={date}
            date={date}
            inMonth={monthOf(date) === month}
            isToday={date === today}
            calendar={calendar}
            draft={draft}
            onAdd={onAdd}
            onOpen={onOpen}
          />
        ))}
      </ul>
      <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 border-t px-4 py-2.5 text-xs text-muted">
        <Legend fill="bg-accent">Yours</Legend>
        <Legend fill="bg-chart-promotion">Promotion in the data</Legend>
        <Legend fill="bg-danger">Closure in the data</Legend>
        <Legend fill="bg-success">Holiday</Legend>
      </ul>
    </Card>
  );
}

function Legend({ fill, children }: { fill: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={clsx('size-2 rounded-full', fill)} />
      {children}
    </li>
  );
}

function DayCell({
  date,
  inMonth,
  isToday,
  calendar: { holidays, planned },
  draft,
  onAdd,
  onOpen,
}: {
  date: string;
  inMonth: boolean;
  isToday: boolean;
  calendar: Calendar;
  draft: Draft;
  onAdd: (date: string) => void;
  onOpen: (entry: CalendarEntry) => void;
}) {
  const own = draft.entries.filter(({ edit }) => edit.from <= date && edit.to >= date);
  const meets = (row: { startDate: string; endDate: string }) => row.startDate <= date && row.endDate >= date;
  const promotions = planned.promotions.filter((row) => row.kind !== 'circular' && meets(row));
  const closures = planned.storeEvents.filter((row) => row.closedShare > 0 && meets(row));
  const holiday = holidays.find((one) => one.date === date);
  const off = holiday && draft.holidaysOff.includes(holiday.name);
  const quiet = [
    ...[...new Set(promotions.map(({ name }) => name))].map((name) => ({ name, fill: 'bg-chart-promotion' })),
    ...(closures.length > 0
      ? [{ name: closures.length === 1 ? (closures[0]?.name ?? 'Closed') : `${closures.length} stores closed`, fill: 'bg-danger' }]
      : []),
  ];
  return (
    <li className={clsx('group relative min-h-20 min-w-0 bg-surface p-1 sm:min-h-26', !inMonth && 'bg-raised')}>
      <div className="flex items-center justify-between">
        <span
          className={clsx(
            'grid size-6 place-items-center rounded-full text-xs tabular',
            isToday ? 'bg-accent font-semibold text-white' : inMonth ? 'text-ink' : 'text-muted',
          )}
        >
          <span aria-hidden>{Number(date.slice(8))}</span>
          <span className="sr-only">{day(date)}</span>
        </span>
        <button
          type="button"
          aria-label={`Add an event on ${day(date)}`}
          onClick={() => onAdd(date)}
          className="grid size-6 place-items-center rounded-md text-muted opacity-0 transition-opacity group-hover:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100"
        >
          <Plus aria-hidden className="size-3.5" />
        </button>
      </div>
      <ul className="mt-0.5 flex flex-col gap-0.5">
        {holiday && (
          <li className={clsx('flex items-center gap-1 text-2xs', off && 'text-muted line-through')} title={holiday.name}>
            <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-success" />
            <span className="truncate">{holiday.name}</span>
          </li>
        )}
        {own.slice(0, mostShown).map((entry) => (
          <li key={entry.id} className="min-w-0">
            <button
              type="button"
              onClick={() => onOpen(entry)}
              title={entry.name}
              className="block min-h-6 w-full truncate rounded-sm bg-accent-soft px-1.5 text-left text-2xs font-medium text-accent-ink hover:underline"
            >
              {entry.name}
            </button>
          </li>
        ))}
        {own.length > mostShown && <li className="text-2xs text-muted">and {own.length - mostShown} more</li>}
        {quiet.slice(0, 2).map(({ name, fill }) => (
          <li key={name} className="flex items-center gap-1 text-2xs text-muted" title={name}>
            <span aria-hidden className={clsx('size-1.5 shrink-0 rounded-full', fill)} />
            <span className="truncate">{name}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
