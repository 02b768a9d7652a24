'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { DataHeadCell } from '../../tables/data-table-head';
import { SpacerRow } from '../../tables/data-table-row';
import type { Sort } from '../../tables/sort';
import { Cell, HeadCell } from '../../tables/table';
import { useRowKeys } from '../../tables/use-row-keys';
import { Checkbox } from '../../ui/checkbox';
import { Skeleton } from '../../ui/skeleton';
import type { RunColumn } from './columns';
import { ResizeHandle } from './resize-handle';
import type { TableRow } from './rows';
import { type LineActions, RunLine } from './run-line';

const [rowHeight, checkWidth, nameWidth] = [37, 40, 232];
/** So many lines before the last one, the next are asked for. */
const ahead = 30;
const skeletonRows = Array.from({ length: 10 }, (_, index) => `row-${index}`);
const nameColumn: RunColumn = { id: 'name', header: 'Run', sortable: true, cell: () => null, ofGroup: () => null, size: nameWidth };

export interface RunsGridProps {
  columns: RunColumn[];
  rows: TableRow[] | undefined;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
  /** Groups stand in an order of their own. */
  sortable: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: Set<string>) => void;
  actions: Omit<LineActions, 'select'>;
  busy: boolean;
  hasMore: boolean;
  onEnd: () => void;
  empty: ReactNode;
  footer: ReactNode;
}

/** Runs in lines, of which only those in sight are in the document: for ten of them or ten thousands. */
export function RunsGrid({
  columns,
  rows,
  sort,
  onSort,
  sortable,
  selected,
  onSelect,
  actions,
  busy,
  hasMore,
  onEnd,
  empty,
  footer,
}: RunsGridProps) {
  const frame = useRef<HTMLElement>(null);
  const [sizes, setSizes] = useState<Record<string, number>>({});
  const shown = useMemo(() => columns.map((column) => ({ ...column, size: sizes[column.id] ?? column.size })), [columns, sizes]);
  const nameSize = sizes.name ?? nameWidth;
  const width = checkWidth + nameSize + shown.reduce((sum, { size }) => sum + size, 0);
  const lines = rows ?? [];
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= lines.length - ahead) onEnd();
  }, [hasMore, last, lines.length, onEnd]);

  const current = useRef({ lines, selected, onSelect });
  current.current = { lines, selected, onSelect };
  const lastSelected = useRef<number>(undefined);
  const select = useCallback((index: number, range: boolean) => {
    const { lines: all, selected: before, onSelect: tell } = current.current;
    const row = all[index];
    if (row?.kind !== 'run') return;
    const from = range ? (lastSelected.current ?? index) : index;
    const after = new Set(before);
    const on = !before.has(row.id);
    for (const one of all.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (one.kind === 'run') on ? after.add(one.id) : after.delete(one.id);
    }
    lastSelected.current = index;
    tell(after);
  }, []);
  const lineActions = useMemo(() => ({ ...actions, select }), [actions, select]);
  const onKeyDown = useRowKeys({
    count: lines.length,
    reveal: (index) => virtualizer.scrollToIndex(index),
    select: (index) => select(index, false),
  });

  const selectable = useMemo(() => lines.flatMap((row) => (row.kind === 'run' ? [row.id] : [])), [lines]);
  const all = selectable.length > 0 && selectable.every((id) => selected.has(id));
  const some = !all && selectable.some((id) => selected.has(id));
  const head = (column: RunColumn & { size: number }, className?: string) => (
    <DataHeadCell
      key={column.id}
      column={column}
      sort={sort}
      onSort={sortable ? onSort : undefined}
      className={clsx('group/head relative', className)}
      after={
        <ResizeHandle name={column.header} size={column.size} onSize={(size) => setSizes((before) => ({ ...before, [column.id]: size }))} />
      }
    />
  );
  return (
    <section
      ref={frame}
      aria-label="Runs"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      className="max-h-[max(24rem,calc(100dvh-14.5rem))] overflow-auto overscroll-x-contain rounded-b-lg border-t focus-visible:-outline-offset-2"
    >
      <table
        aria-label="Runs"
        aria-busy={busy || rows === undefined}
        aria-rowcount={hasMore ? -1 : lines.length + 1}
        className="table-fixed border-separate border-spacing-0 text-sm"
        style={{ width: `max(100%, ${width}px)` }}
      >
        <colgroup>
          <col style={{ width: checkWidth }} />
          <col style={{ width: `min(${nameSize}px, 46vw)` }} />
          {shown.map(({ id, size }) => (
            <col key={id} style={{ width: size }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-2">
          <tr>
            <HeadCell className="sticky left-0 z-1 pr-0">
              <span className="-m-2 grid w-fit p-2">
                <Checkbox
                  aria-label="Select all that are loaded"
                  checked={all ? true : some ? 'indeterminate' : false}
                  disabled={selectable.length === 0}
                  onCheckedChange={() => onSelect(new Set(all ? [] : selectable))}
                />
              </span>
            </HeadCell>
            {head({ ...nameColumn, size: nameSize }, 'sticky left-10 z-1 max-sm:static')}
            {shown.map((column) => head(column))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown} className={clsx('transition-opacity', busy && 'opacity-55 delay-100')}>
          {rows === undefined &&
            skeletonRows.map((key) => (
              <tr key={key}>
                <Cell />
                <Cell>
                  <Skeleton className="h-4 w-40 max-w-full" />
                </Cell>
                {shown.map((column) => (
                  <Cell key={column.id} numeric={column.numeric}>
                    <Skeleton className={clsx('h-4 w-16 max-w-full', column.numeric && 'ml-auto')} />
                  </Cell>
                ))}
              </tr>
            ))}
          <SpacerRow height={items[0]?.start ?? 0} />
          {items.map(({ index }) => {
            const row = lines[index];
            return row ? (
              <RunLine key={row.id} row={row} index={index} columns={shown} selected={selected.has(row.id)} actions={lineActions} />
            ) : null;
          })}
          <SpacerRow height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
      {rows?.length === 0 && <div className="sticky left-0">{empty}</div>}
      {footer && <div className="sticky left-0 flex min-h-10 items-center justify-center gap-3 px-4 py-2 text-xs text-muted">{footer}</div>}
    </section>
  );
}
