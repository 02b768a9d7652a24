'use client';

import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { Checkbox } from '../ui/checkbox';
import { Skeleton } from '../ui/skeleton';
import { columnDefs, type DataColumn, features } from './data-column';
import { DataHeadCell } from './data-table-head';
import { DataRow, SpacerRow } from './data-table-row';
import type { Sort } from './sort';
import { Cell, HeadCell } from './table';
import { useRowKeys } from './use-row-keys';

export interface DataTableProps<Row extends object> {
  /** Names the table and the region that scrolls. */
  label: string;
  /** Stable: at module level or from `useMemo`. */
  columns: DataColumn<Row>[];
  /** Stable too. Undefined while they are on their way. */
  rows: Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link and covers the row. */
  rowHref?: (row: Row) => string;
  /** Present, or null for none: the owner keeps it. Left out, the table keeps it itself. */
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** What it is sorted by at first, where it keeps that itself. */
  defaultSort?: Sort;
  /** The rows come in their order, from the server. */
  serverSorted?: boolean;
  /** Ids of columns that are not shown; see `ColumnChooser`. */
  hidden?: readonly string[];
  /** Ids of the selected rows; given, each row has a checkbox (Shift takes a range, `x` the row with the focus). */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** A row's name for its checkbox; its id by default. */
  rowName?: (row: Row) => string;
  /** Shown below the head instead of rows, where there are none. */
  empty?: ReactNode;
  /** Only rows in sight are in the document, for hundreds and more. Give the columns widths. */
  virtual?: boolean;
  /** Keeps the first column in sight while the others scroll sideways. */
  pinFirst?: boolean;
  /** The next rows are on their way; these are dimmed. */
  busy?: boolean;
  /** Of the region that scrolls: a `max-h-…` makes the head stay. */
  className?: string;
  /** Of the table, such as `min-w-3xl`, below which it scrolls sideways. */
  tableClassName?: string;
}

const rowHeight = 37;
const skeletonRows = Array.from({ length: 8 }, (_, index) => `row-${index}`);

/** A table of things: sorted, selected, its columns chosen, by mouse and keyboard, for ten rows or ten thousand. */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowId,
  rowHref,
  sort: givenSort,
  onSort,
  defaultSort,
  serverSorted = false,
  hidden,
  selected,
  onSelect,
  rowName = rowId,
  empty,
  virtual = false,
  pinFirst = false,
  busy = false,
  className,
  tableClassName,
}: DataTableProps<Row>) {
  const [ownSort, setOwnSort] = useState(defaultSort);
  const controlled = givenSort !== undefined;
  const sort = controlled ? (givenSort ?? undefined) : ownSort;
  const frame = useRef<HTMLElement>(null);
  const lastToggled = useRef<string>(undefined);

  const none = useMemo<Row[]>(() => [], []);
  const table = useTable({
    features,
    data: rows ?? none,
    columns: useMemo(() => columnDefs(columns), [columns]),
    getRowId: rowId,
    manualSorting: serverSorted,
    state: {
      sorting: useMemo(() => (sort ? [sort] : []), [sort]),
      rowSelection: useMemo(() => Object.fromEntries([...(selected ?? [])].map((id) => [id, true as const])), [selected]),
    },
  });
  const shown = useMemo(() => columns.filter((column) => column.fixed || !hidden?.includes(column.id)), [columns, hidden]);
  const sorted = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: sorted.length,
    enabled: virtual,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });

  const current = useRef({ sorted, selected, onSelect });
  current.current = { sorted, selected, onSelect };
  const toggle = useCallback((index: number, range: boolean) => {
    const { sorted: all, selected: before, onSelect: tell } = current.current;
    const row = all[index];
    if (!row || !before || !tell) return;
    const on = !before.has(row.id);
    const from = range ? all.findIndex((one) => one.id === lastToggled.current) : -1;
    const span = from < 0 ? [row] : all.slice(Math.min(from, index), Math.max(from, index) + 1);
    const after = new Set(before);
    for (const one of span) on ? after.add(one.id) : after.delete(one.id);
    lastToggled.current = row.id;
    tell(after);
  }, []);
  const onKeyDown = useRowKeys({
    count: sorted.length,
    reveal: virtual ? (index) => virtualizer.scrollToIndex(index) : undefined,
    select: selected ? (index) => toggle(index, false) : undefined,
  });

  const items = virtual ? virtualizer.getVirtualItems() : sorted.map((_, index) => ({ index, start: 0, end: 0 }));
  const selectable = selected !== undefined;
  const span = shown.length + (selectable ? 1 : 0);
  const allSelected = sorted.length > 0 && sorted.every((row) => row.getIsSelected());
  const someSelected = !allSelected && sorted.some((row) => row.getIsSelected());

  return (
    <section
      ref={frame}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      className={clsx(
        'overflow-auto overscroll-x-contain focus-visible:-outline-offset-2',
        virtual && !className && 'max-h-[70dvh]',
        className,
      )}
    >
      <table
        aria-label={label}
        aria-busy={busy || rows === undefined}
        aria-rowcount={virtual ? sorted.length + 1 : undefined}
        className={clsx('w-full border-separate border-spacing-0 text-sm', virtual && 'table-fixed', tableClassName)}
      >
        <thead className="sticky top-0 z-2">
          <tr>
            {selectable && (
              <HeadCell className={clsx('w-10 pr-0', pinFirst && 'sticky left-0 z-1')}>
                <span className="-m-2 grid w-fit p-2">
                  <Checkbox
                    aria-label="Select all"
                    checked={allSelected ? true : someSelected ? 'indeterminate' : false}
                    disabled={sorted.length === 0}
                    onCheckedChange={() => onSelect?.(new Set(allSelected ? [] : sorted.map((row) => row.id)))}
                  />
                </span>
              </HeadCell>
            )}
            {shown.map((column, position) => (
              <DataHeadCell
                key={column.id}
                column={column}
                sort={sort}
                onSort={controlled ? onSort : setOwnSort}
                className={pinFirst && position === 0 ? clsx('sticky z-1', selectable ? 'left-10' : 'left-0') : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown} className={clsx('transition-opacity', busy && 'opacity-55 delay-100')}>
          {rows === undefined &&
            skeletonRows.map((key) => (
              <tr key={key}>
                {selectable && <Cell className="pr-0" />}
                {shown.map((column) => (
                  <Cell key={column.id} numeric={column.numeric} className={column.className}>
                    <Skeleton className={clsx('h-4 w-24 max-w-full', column.numeric && 'ml-auto w-14')} />
                  </Cell>
                ))}
              </tr>
            ))}
          {virtual && <SpacerRow height={items[0]?.start ?? 0} />}
          {items.map(({ index }) => {
            const row = sorted[index];
            if (!row) return null;
            return (
              <DataRow
                key={row.id}
                row={row.original}
                index={index}
                columns={shown}
                href={rowHref?.(row.original)}
                selected={selectable ? row.getIsSelected() : undefined}
                name={rowName(row.original)}
                pinFirst={pinFirst}
                onToggle={toggle}
              />
            );
          })}
          {virtual && <SpacerRow height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />}
          {rows?.length === 0 && empty && (
            <tr>
              <td colSpan={span}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
