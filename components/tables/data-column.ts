import { type ColumnDef, createSortedRowModel, rowSelectionFeature, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** What a cell can be sorted by; nothing (null, undefined, NaN) stands last in either direction. */
export type SortValue = string | number | boolean | Date | null | undefined;

/** One column of a `DataTable`. */
export interface DataColumn<Row> {
  id: string;
  /** Its words in the head and in the column chooser. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Makes it sortable in the browser. Where the server sorts, `sortable` is enough. */
  value?: (row: Row) => SortValue;
  sortable?: boolean;
  /** Right-aligned figures; sorted from the largest first. */
  numeric?: boolean;
  /** A word of help on the head. */
  help?: string;
  /** For head and cells alike, such as `hidden sm:table-cell`. */
  className?: string;
  /** A CSS width; virtual tables need one on all columns but one. */
  width?: string;
  /** Cannot be hidden by the chooser, as what names the row. */
  fixed?: boolean;
}

/** The parts of TanStack Table that our tables use. */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowSelectionFeature,
});

/** Undefined for what has no place in an order, so that the table puts it last. */
function orderable(value: SortValue): string | number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

const collator = new Intl.Collator('en-US', { numeric: true, sensitivity: 'base' });

/** Order of two values of one column: figures by size, words as people order them (`store 9` before `store 10`). */
export function compareValues(one: string | number, other: string | number): number {
  return typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other));
}

/** Our columns in TanStack's terms. */
export function columnDefs<Row extends object>(columns: DataColumn<Row>[]): ColumnDef<typeof features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: Row) => orderable(column.value?.(row)),
    enableSorting: column.value !== undefined || column.sortable === true,
    sortUndefined: 'last' as const,
    sortFn: (one, other, id) => compareValues(one.getValue<string | number>(id), other.getValue<string | number>(id)),
  }));
}
