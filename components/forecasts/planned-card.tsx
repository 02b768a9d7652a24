'use client';

import { CalendarHeart, DoorClosed, type LucideIcon, Tag } from 'lucide-react';
import { useState } from 'react';
import { day, money } from '../format';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import type { Occasion, Occasions } from './planned-events';

const looks: Record<Occasion['kind'], { icon: LucideIcon; tone: string; label: string }> = {
  holiday: { icon: CalendarHeart, tone: 'text-success', label: 'Holiday' },
  promotion: { icon: Tag, tone: 'text-chart-promotion', label: 'Promotion' },
  closure: { icon: DoorClosed, tone: 'text-danger', label: 'Closure' },
};
const shownAtFirst = 6;
const mostShown = 60;

/** Holidays, promotions and closures in the forecast, and on demand those before it. */
export function PlannedCard({ occasions: { ahead, past }, currency }: { occasions: Occasions; currency: string }) {
  const [all, setAll] = useState(false);
  const [withPast, setWithPast] = useState(false);
  const shown = all ? ahead : ahead.slice(0, shownAtFirst);
  return (
    <Card aria-labelledby="planned-title" className="overflow-hidden">
      <CardHeader
        id="planned-title"
        title="In the calendar"
        description="Holidays, promotions and closures while the forecast runs, with what is expected of the periods they touch"
        actions={
          past.length > 0 && (
            <Button size="sm" variant="ghost" aria-expanded={withPast} onClick={() => setWithPast(!withPast)}>
              {withPast ? 'Hide the past' : 'Show the past'}
            </Button>
          )
        }
      />
      {ahead.length === 0 && !withPast && (
        <p className="border-t px-4 py-5 text-sm text-muted">Nothing is planned in the forecast’s periods.</p>
      )}
      <OccasionList label="While the forecast runs" items={shown} currency={currency} word="expected" />
      {ahead.length > shownAtFirst && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${ahead.length} planned`}
          </Button>
        </div>
      )}
      {withPast && (
        <>
          <h3 className="border-t bg-raised px-4 py-2 text-xs font-medium text-muted">Before, the latest first</h3>
          <OccasionList label="Before" items={past.slice(0, mostShown)} currency={currency} word="sold" />
        </>
      )}
    </Card>
  );
}

function OccasionList({ label, items, currency, word }: { label: string; items: Occasion[]; currency: string; word: string }) {
  if (items.length === 0) return null;
  return (
    <ul aria-label={label} className="divide-y border-t">
      {items.map((item) => {
        const { icon: Icon, tone, label: kind } = looks[item.kind];
        return (
          <li key={`${item.kind} ${item.name} ${item.startDate} ${item.endDate}`} className="flex items-center gap-3 px-4 py-2 text-sm">
            <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{item.name}</span>
              <span className="block text-xs text-muted">
                {kind} · {day(item.startDate)}
                {item.endDate !== item.startDate && ` – ${day(item.endDate)}`}
              </span>
            </span>
            <span className="shrink-0 text-right text-xs text-muted">
              <span className="block text-sm font-medium text-ink tabular">{money(item.total, currency)}</span>
              {word}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
