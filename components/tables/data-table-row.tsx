'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { type ComponentProps, memo } from 'react';
import { Checkbox } from '../ui/checkbox';
import type { DataColumn } from './data-column';
import { Cell } from './table';

interface DataRowProps<Row> {
  row: Row;
  index: number;
  columns: DataColumn<Row>[];
  href: string | undefined;
  /** Undefined where rows cannot be selected. */
  selected: boolean | undefined;
  name: string;
  pinFirst: boolean;
  /** A click on the checkbox; with `range` everything since the last one too. */
  onToggle: (index: number, range: boolean) => void;
}

function DataRowInner<Row>({ row, index, columns, href, selected, name, pinFirst, onToggle }: DataRowProps<Row>) {
  return (
    <tr
      data-index={index}
      data-selected={selected || undefined}
      className="group relative transition-colors hover:bg-raised data-selected:bg-accent-soft"
    >
      {selected !== undefined && (
        <Cell className={clsx('w-10 pr-0', pinFirst && pinned)}>
          {/* Above the row's link; its padding makes it easy to hit. */}
          <span className="relative z-1 -m-2 grid w-fit p-2">
            <Checkbox
              checked={selected}
              aria-label={`Select ${name}`}
              data-row-focus={href === undefined || undefined}
              onClick={(event) => onToggle(index, event.shiftKey)}
            />
          </span>
        </Cell>
      )}
      {columns.map((column, position) => (
        <Cell
          key={column.id}
          numeric={column.numeric}
          className={clsx(column.className, pinFirst && position === 0 && [pinned, selected !== undefined && 'left-10'])}
        >
          {href !== undefined && position === 0 ? (
            // The link covers its row, so that the whole row leads on.
            <Link
              href={href}
              prefetch={false}
              data-row-focus
              className="font-medium after:absolute after:inset-0 group-hover:text-accent-ink focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
            >
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </Cell>
      ))}
    </tr>
  );
}

/** Keeps a cell in sight while the others scroll below it. */
const pinned = 'sticky left-0 z-1 bg-surface group-hover:bg-raised group-data-selected:bg-accent-soft';

/** One row; drawn again only when something of its own has changed. */
export const DataRow = memo(DataRowInner) as typeof DataRowInner;

/** A row that only takes up height, above and below virtual rows. */
export function SpacerRow({ height, ...props }: ComponentProps<'tr'> & { height: number }) {
  return height > 0 ? (
    <tr aria-hidden {...props}>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}
