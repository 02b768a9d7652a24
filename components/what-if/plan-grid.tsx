'use client';

import clsx from 'clsx';
import { useMemo, useState } from 'react';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { ScenarioPoint, SeriesPlan } from '@/lib/scenarios/schema';
import { change, count, day, money } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Tooltip } from '../ui/tooltip';
import { BulkBar } from './bulk-bar';
import { cellsOf, periodEnd, setCells, touches } from './edit-model';
import { plannedWords } from './edit-words';
import { gridColumns } from './grid-columns';
import { PlanCell } from './plan-cell';
import { useRange } from './use-range';

const shownAtFirst = 14;

/** The coming periods, one a row: what is planned in words, the controls that tell it otherwise, and what follows from that. */
export function PlanGrid({
  plan,
  edits,
  onChange,
  points,
  pending,
  currency,
}: {
  plan: SeriesPlan;
  edits: PlanEdit[];
  onChange: (edits: PlanEdit[], what: string) => void;
  points: Map<string, Pick<ScenarioPoint, 'planned' | 'mean'>>;
  pending: boolean;
  currency: string;
}) {
  const [all, setAll] = useState(false);
  const { frequency } = plan.forecast;
  const periods = useMemo(() => ({ dates: plan.dates, frequency }), [plan.dates, frequency]);
  const columns = useMemo(
    () =>
      gridColumns(
        plan,
        plan.dates.map((date) => periodEnd(date, frequency)),
      ),
    [plan, frequency],
  );
  const cells = useMemo(() => columns.map((column) => cellsOf(edits, column.id, periods)), [columns, edits, periods]);
  const range = useRange(plan.dates.length);
  const shown = all ? plan.dates : plan.dates.slice(0, shownAtFirst);
  const name = frequency === 'day' ? 'weekday' : 'long';
  return (
    <>
      <BulkBar
        columns={columns}
        cells={cells}
        selected={range.selected}
        frequency={frequency}
        onSet={(column, indexes, make) =>
          onChange(
            [...indexes].reduce((own, index) => setCells(own, column.id, [index], make(column.planned[index] ?? null), periods), edits),
            `bulk ${column.id}`,
          )
        }
        onReset={(indexes) =>
          onChange(
            columns.reduce((own, column) => setCells(own, column.id, indexes, undefined, periods), edits),
            'reset',
          )
        }
        onClear={range.clear}
      />
      <Table label="Plan by date" className="min-w-2xl sm:min-w-4xl">
        <thead>
          <tr>
            <HeadCell className="w-8">
              <Checkbox
                aria-label="Select all dates"
                checked={range.selected.size === 0 ? false : range.selected.size === plan.dates.length ? true : 'indeterminate'}
                onCheckedChange={(checked) => (checked === true ? range.all() : range.clear())}
              />
            </HeadCell>
            <HeadCell>Date</HeadCell>
            {plan.tables && <HeadCell className="hidden sm:table-cell">Planned</HeadCell>}
            {columns.map((column) => (
              <HeadCell key={column.id} numeric={column.kind !== 'flag'} className={column.kind === 'flag' ? 'text-center' : undefined}>
                <Tooltip content={column.hint}>
                  <button type="button" className="min-h-6 cursor-help underline decoration-dotted underline-offset-4">
                    {column.label}
                  </button>
                </Tooltip>
              </HeadCell>
            ))}
            <HeadCell numeric>As planned</HeadCell>
            <HeadCell numeric>What-if</HeadCell>
            <HeadCell numeric>Difference</HeadCell>
          </tr>
        </thead>
        <tbody className={clsx('transition-opacity', pending && '[&_[data-figure]]:opacity-50')}>
          {shown.map((date, index) => {
            const when = day(date, name);
            const planned = plan.tables ? plannedWords(plan.tables, date, periodEnd(date, frequency)) : [];
            const isTouched = touches(edits, date, frequency);
            return (
              <tr key={date} data-date={date} className={clsx(range.selected.has(index) ? 'bg-accent-soft' : isTouched && 'bg-raised')}>
                <Cell>
                  <Checkbox
                    aria-label={`Select ${when}`}
                    checked={range.selected.has(index)}
                    onClick={(event) => range.toggle(index, event.shiftKey)}
                  />
                </Cell>
                <Cell className={clsx(isTouched && 'font-medium')}>{when}</Cell>
                {plan.tables && (
                  <Cell className="hidden max-w-64 truncate text-xs text-muted sm:table-cell" title={planned.join('; ')}>
                    {planned.length > 0
                      ? planned.slice(0, 2).join('; ') + (planned.length > 2 ? ` +${planned.length - 2}` : '')
                      : 'Nothing'}
                  </Cell>
                )}
                {columns.map((column, place) => (
                  <Cell key={column.id} numeric={column.kind !== 'flag'} className={clsx('py-1', column.kind === 'flag' && 'text-center')}>
                    <PlanCell
                      column={column}
                      template={cells[place]?.[index]}
                      planned={column.planned[index] ?? null}
                      when={when}
                      onChange={(template) => onChange(setCells(edits, column.id, [index], template, periods), `${column.id} ${date}`)}
                    />
                  </Cell>
                ))}
                <Figures point={points.get(date)} currency={currency} />
              </tr>
            );
          })}
        </tbody>
      </Table>
      {plan.dates.length > shownAtFirst && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${count(plan.dates.length, frequency)}`}
          </Button>
        </div>
      )}
    </>
  );
}

function Figures({ point, currency }: { point: Pick<ScenarioPoint, 'planned' | 'mean'> | undefined; currency: string }) {
  const isMoved = point !== undefined && Math.abs(point.mean - point.planned) > 1e-6 * Math.max(1, Math.abs(point.planned));
  const up = point !== undefined && point.mean > point.planned;
  return (
    <>
      <Cell numeric className="text-muted" data-figure="planned">
        {money(point?.planned, currency)}
      </Cell>
      <Cell numeric className="font-semibold" data-figure="what-if">
        {money(point?.mean, currency)}
      </Cell>
      <Cell numeric className={clsx(isMoved ? (up ? 'text-success' : 'text-danger') : 'text-muted')} data-figure="difference">
        {isMoved && point.planned !== 0
          ? change(point.mean / point.planned - 1)
          : isMoved
            ? money(point.mean - point.planned, currency)
            : '–'}
      </Cell>
    </>
  );
}
