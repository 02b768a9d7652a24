import { CalendarPlus, Trash2 } from 'lucide-react';
import type { Calendar, CalendarEntry } from '@/lib/calendar/schema';
import { day } from '../../format';
import { Cell, HeadCell, Table } from '../../tables/table';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { editWords } from '../../what-if/edit-words';
import { editablePlan } from './event-sheet';

/** Every event of one's own, in order of time. */
export function EventList({
  calendar,
  entries,
  onOpen,
  onDelete,
  onAdd,
}: {
  calendar: Calendar;
  entries: CalendarEntry[];
  onOpen: (entry: CalendarEntry) => void;
  onDelete: (entry: CalendarEntry) => void;
  onAdd: () => void;
}) {
  const { tables } = editablePlan(calendar);
  const sorted = entries.toSorted((a, b) => (a.edit.from < b.edit.from ? -1 : a.edit.from > b.edit.from ? 1 : 0));
  return (
    <Card aria-labelledby="events-title" className="overflow-hidden">
      <CardHeader id="events-title" title="Your events" description="What you know and the data do not say" />
      {sorted.length === 0 ? (
        <Message
          icon={CalendarPlus}
          title="Nothing of your own yet"
          className="border-t py-10"
          actions={
            <Button variant="primary" onClick={onAdd}>
              Add an event
            </Button>
          }
        >
          A promotion, a price change, a closure: what is known ahead makes the forecast better.
        </Message>
      ) : (
        <Table label="Your events" className="min-w-xl border-t">
          <thead>
            <tr>
              <HeadCell>Event</HeadCell>
              <HeadCell>From</HeadCell>
              <HeadCell>To</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {sorted.map((entry) => (
              <tr key={entry.id}>
                <Cell className="max-w-80">
                  <button
                    type="button"
                    onClick={() => onOpen(entry)}
                    className="block min-h-6 max-w-full truncate text-left font-medium hover:underline"
                  >
                    {entry.name}
                  </button>
                  <p className="truncate text-xs text-muted">
                    {editWords(entry.edit, tables)}
                    {entry.note && ` · ${entry.note}`}
                  </p>
                </Cell>
                <Cell className="text-muted">{day(entry.edit.from)}</Cell>
                <Cell className="text-muted">{day(entry.edit.to)}</Cell>
                <Cell className="text-right">
                  <Button size="icon" variant="ghost" aria-label={`Delete ${entry.name}`} onClick={() => onDelete(entry)}>
                    <Trash2 aria-hidden />
                  </Button>
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
