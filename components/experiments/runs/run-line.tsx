'use client';

import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { count } from '../../format';
import { Cell } from '../../tables/table';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Skeleton } from '../../ui/skeleton';
import type { RunColumn } from './columns';
import type { TableRow } from './rows';

export interface LineActions {
  toggle: (id: string) => void;
  select: (index: number, range: boolean) => void;
  retryBelow: (line: string) => void;
  /** Shows all the runs of a line by themselves. */
  showAll: (line: string) => void;
}

interface LineProps {
  row: TableRow;
  index: number;
  columns: RunColumn[];
  selected: boolean;
  actions: LineActions;
}

const indentPixels = 20;
/** Keeps the first cells in sight while the others scroll below them. */
const pinned = 'sticky z-1 bg-surface group-hover:bg-raised group-data-selected:bg-accent-soft';

function Chevron({ open, label, onToggle }: { open: boolean; label: string; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label={label}
      onClick={onToggle}
      className="relative z-1 grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <ChevronRight aria-hidden className={clsx('size-4 transition-transform', open && 'rotate-90')} />
    </button>
  );
}

function Line({ row, index, columns, selected, actions }: LineProps) {
  if (row.kind === 'run') {
    const { run, depth, open } = row;
    return (
      <tr
        data-index={index}
        data-selected={selected || undefined}
        className="group relative transition-colors hover:bg-raised data-selected:bg-accent-soft"
      >
        <Cell className={clsx('pr-0', pinned, 'left-0')}>
          <span className="relative z-1 -m-2 grid w-fit p-2">
            <Checkbox checked={selected} aria-label={`Select ${run.name}`} onClick={(event) => actions.select(index, event.shiftKey)} />
          </span>
        </Cell>
        <Cell className={clsx(pinned, 'left-10 max-sm:static')}>
          <span className="flex min-w-0 items-center gap-1" style={{ paddingLeft: depth * indentPixels }}>
            {open !== undefined && <Chevron open={open} label={`Runs in ${run.name}`} onToggle={() => actions.toggle(run.id)} />}
            <Link
              href={`/experiments/runs/${run.id}`}
              prefetch={false}
              data-row-focus
              title={run.name}
              className="min-w-0 truncate font-medium after:absolute after:inset-0 group-hover:text-accent-ink focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
            >
              {run.name || run.id.slice(0, 8)}
            </Link>
            {open !== undefined && (
              <span className="shrink-0 rounded-full bg-raised px-1.5 text-2xs text-muted tabular">{run.children}</span>
            )}
          </span>
        </Cell>
        {columns.map((column) => (
          <Cell key={column.id} numeric={column.numeric} className="truncate">
            {column.cell(run)}
          </Cell>
        ))}
      </tr>
    );
  }
  if (row.kind === 'group') {
    const { group, id, open } = row;
    const name = group.name ?? group.value;
    return (
      <tr data-index={index} className="group relative bg-surface transition-colors hover:bg-raised">
        <Cell className={clsx('pr-0', pinned, 'left-0')} />
        <Cell className={clsx(pinned, 'left-10 max-sm:static')}>
          <span className="-ml-1 flex min-w-0 items-center gap-1">
            <Chevron open={open} label={`Runs with ${name ?? 'no value'}`} onToggle={() => actions.toggle(id)} />
            <span className={clsx('truncate font-medium', name === null && 'text-muted italic')} title={group.value ?? undefined}>
              {name === null ? 'Not set' : name === '' ? 'Empty' : name}
            </span>
            <span className="shrink-0 rounded-full bg-raised px-1.5 text-2xs text-muted tabular group-hover:bg-hover">
              {count(group.runs, 'run')}
            </span>
          </span>
        </Cell>
        {columns.map((column) => (
          <Cell key={column.id} numeric={column.numeric} className="truncate">
            {column.ofGroup(group)}
          </Cell>
        ))}
      </tr>
    );
  }
  const wide = (children: ReactNode) => (
    <tr data-index={index}>
      <Cell />
      <Cell className="sticky left-10 overflow-visible">
        <span className="flex items-center gap-3 text-sm text-muted" style={{ paddingLeft: row.depth * indentPixels }}>
          {children}
        </span>
      </Cell>
      <Cell className="overflow-visible" colSpan={columns.length} />
    </tr>
  );
  if (row.kind === 'waiting') return wide(<Skeleton className="h-4 w-44" />);
  if (row.kind === 'failed') {
    return wide(
      <>
        <span role="alert">These could not be read.</span>
        <Button size="sm" onClick={() => actions.retryBelow(row.of)}>
          Try again
        </Button>
      </>,
    );
  }
  return wide(
    <Button size="sm" variant="ghost" className="-ml-2" onClick={() => actions.showAll(row.of)}>
      Show the other {count(row.count, 'run')} too
    </Button>,
  );
}

/** One line of the table; drawn again only when something of its own has changed. */
export const RunLine = memo(Line);
