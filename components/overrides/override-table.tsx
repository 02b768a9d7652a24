'use client';

import clsx from 'clsx';
import { useState } from 'react';
import type { FinalPlan, PlanPoint } from '@/lib/overrides/schema';
import { change, count, day, money } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Tooltip } from '../ui/tooltip';
import { NumberCell } from '../what-if/number-cell';
import { useRange } from '../what-if/use-range';
import { type Draft, draftValue, type Told, tell } from './draft';

const shownAtFirst = 14;

/** The coming dates with the model's number, and room for the planner's: as an amount, or as a percentage of the model's. */
export function OverrideTable({
  plan,
  draft,
  onDraft,
  currency,
}: {
  plan: FinalPlan;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  currency: string;
}) {
  const [all, setAll] = useState(false);
  const { frequency } = plan.forecast;
  const range = useRange(plan.items.length);
  const dates = plan.items.flatMap(({ date }, index) => (range.selected.has(index) ? [date] : []));
  const shown = all ? plan.items : plan.items.slice(0, shownAtFirst);
  return (
    <>
      {range.selected.size === 0 ? (
        <p className="border-y px-4 py-2 text-xs text-muted">
          Type a number or a percentage. Select dates, with Shift for a range, to change them together.
        </p>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is.
        <div
          role="group"
          aria-label="Selected dates"
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-y bg-accent-soft px-4 py-2 text-sm"
        >
          <span className="font-medium text-accent-ink">{count(range.selected.size, frequency)} selected</span>
          <span className="inline-flex items-center gap-1.5 text-xs">
            Change by
            <NumberCell
              label="Change of selected dates in percent"
              unit="%"
              value={undefined}
              allows={(value) => value >= -100 && value <= 10_000}
              onChange={(value) => onDraft(tell(draft, dates, value === undefined ? undefined : { change: value / 100 }))}
            />
          </span>
          <span className="ml-auto flex gap-1">
            <Button size="sm" variant="ghost" onClick={() => onDraft(tell(draft, dates, undefined))}>
              Take back
            </Button>
            <Button size="sm" variant="ghost" onClick={range.clear}>
              Clear selection
            </Button>
          </span>
        </div>
      )}
      <Table label="Overrides by date" className="min-w-2xl">
        <thead>
          <tr>
            <HeadCell className="w-8">
              <Checkbox
                aria-label="Select all dates"
                checked={range.selected.size === 0 ? false : range.selected.size === plan.items.length ? true : 'indeterminate'}
                onCheckedChange={(checked) => (checked === true ? range.all() : range.clear())}
              />
            </HeadCell>
            <HeadCell>Date</HeadCell>
            <HeadCell numeric>Model</HeadCell>
            <HeadCell numeric>Your number</HeadCell>
            <HeadCell numeric>or change</HeadCell>
            <HeadCell numeric>Plan</HeadCell>
            <HeadCell numeric>To the model</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((point, index) => (
            <Row
              key={point.date}
              point={point}
              when={day(point.date, frequency === 'day' ? 'weekday' : 'long')}
              told={draft.get(point.date)}
              onTold={(told) => onDraft(tell(draft, [point.date], told))}
              selected={range.selected.has(index)}
              onSelect={(extend) => range.toggle(index, extend)}
              currency={currency}
            />
          ))}
        </tbody>
      </Table>
      {plan.items.length > shownAtFirst && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${count(plan.items.length, frequency)}`}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({
  point,
  when,
  told,
  onTold,
  selected,
  onSelect,
  currency,
}: {
  point: PlanPoint;
  when: string;
  told: Told | undefined;
  onTold: (told: Told | undefined) => void;
  selected: boolean;
  onSelect: (extend: boolean) => void;
  currency: string;
}) {
  const final = draftValue(point, told);
  const isMoved = Math.abs(final - point.model) > 1e-6 * Math.max(1, Math.abs(point.model));
  const typed = told !== undefined;
  return (
    <tr data-date={point.date} className={clsx(selected ? 'bg-accent-soft' : (typed || point.override) && 'bg-raised')}>
      <Cell>
        <Checkbox aria-label={`Select ${when}`} checked={selected} onClick={(event) => onSelect(event.shiftKey)} />
      </Cell>
      <Cell className={clsx(typed && 'font-medium')}>
        <span className="inline-flex items-center gap-2">
          {when}
          {point.override && !typed && (
            <Tooltip content={point.override.reasons.join('; ')}>
              <button type="button" className="min-h-6 cursor-help">
                <Badge tone="warning">Overridden</Badge>
              </button>
            </Tooltip>
          )}
        </span>
      </Cell>
      <Cell numeric className="text-muted">
        {money(point.model, currency)}
      </Cell>
      <Cell numeric className="py-1">
        <NumberCell
          label={`Your number, ${when}`}
          className="w-28"
          value={told && 'value' in told ? told.value : undefined}
          placeholder={typed ? money(final, currency) : undefined}
          allows={Number.isFinite}
          onChange={(value) => onTold(value === undefined ? undefined : { value })}
        />
      </Cell>
      <Cell numeric className="py-1">
        <NumberCell
          label={`Change in percent, ${when}`}
          unit="%"
          value={told && 'change' in told ? told.change * 100 : undefined}
          allows={(value) => value >= -100 && value <= 10_000}
          onChange={(value) => onTold(value === undefined ? undefined : { change: value / 100 })}
        />
      </Cell>
      <Cell numeric className="font-semibold" data-figure="plan">
        {money(final, currency)}
      </Cell>
      <Cell numeric className={clsx(!isMoved ? 'text-muted' : final > point.model ? 'text-success' : 'text-danger')}>
        {!isMoved ? '–' : point.model === 0 ? money(final, currency) : change(final / point.model - 1)}
      </Cell>
    </tr>
  );
}
