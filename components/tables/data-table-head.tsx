'use client';

import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DataColumn } from './data-column';
import { nextSort, type Sort } from './sort';
import { HeadCell } from './table';

/** A column's head: its words, and where it can be sorted by, the button that does so. */
export function DataHeadCell<Row>({
  column,
  sort,
  onSort,
  className,
  after,
}: {
  column: DataColumn<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  className?: string;
  /** Stands beside the words, such as a handle to drag. */
  after?: ReactNode;
}) {
  const sortable = onSort !== undefined && (column.value !== undefined || column.sortable === true);
  const current = sort?.id === column.id ? sort : undefined;
  const Icon = !current ? ChevronsUpDown : current.desc ? ArrowDown : ArrowUp;
  return (
    <HeadCell
      numeric={column.numeric}
      title={column.help}
      aria-sort={current ? (current.desc ? 'descending' : 'ascending') : undefined}
      className={clsx(column.className, className)}
      style={{ width: column.width }}
    >
      {sortable ? (
        <button
          type="button"
          onClick={() => onSort(nextSort(sort, column.id, column.numeric ?? false))}
          className={clsx(
            'group/sort -mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink',
            column.numeric && 'flex-row-reverse',
            current && 'text-ink',
          )}
        >
          {column.header}
          <Icon
            aria-hidden
            className={clsx('size-3 shrink-0', current ? 'text-accent-ink' : 'text-faint opacity-60 group-hover/sort:opacity-100')}
          />
        </button>
      ) : (
        column.header
      )}
      {after}
    </HeadCell>
  );
}
