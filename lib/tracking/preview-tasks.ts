import type { Task } from '@/lib/pipeline/task';

/** A parquet file of the artifact store, and how many of its rows to read. */
export interface TableOrder {
  key: string;
  rows: number;
}

export interface TableHead {
  columns: { name: string; type: string }[];
  /** Row by row, in the order of the columns. */
  rows: unknown[][];
  totalRows: number;
  /** Columns that are left out of a very wide table. */
  moreColumns: number;
}

/** Looks into files as tasks of a process of their own: what clients have uploaded may be anything. */
export const previewTasks = {
  'preview-table': (async ({ parameters: { key, rows } }) => (await import('./table-head')).readTableHead(key, rows)) as Task<
    TableHead,
    TableOrder
  >,
};
