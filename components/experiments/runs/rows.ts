import type { RunGroup, TrackedRun } from '@/lib/tracking/schema';

/** What stands in the table, one line each. */
export type TableRow =
  | { kind: 'run'; id: string; run: TrackedRun; depth: number; open: boolean | undefined }
  | { kind: 'group'; id: string; group: RunGroup; open: boolean }
  | { kind: 'waiting'; id: string; depth: number }
  | { kind: 'failed'; id: string; depth: number; of: string }
  | { kind: 'rest'; id: string; depth: number; of: string; count: number };

/** The runs below an open line: there, on their way, or failed. */
export interface Below {
  runs: TrackedRun[] | undefined;
  /** There are more than these. */
  more: boolean;
  failed: boolean;
}

/** The id of a group's line; runs have their own. */
export function groupId({ value }: Pick<RunGroup, 'value'>): string {
  return value === null ? 'group' : `group ${value}`;
}

/** Lines of a table of runs; with `nested` those that have runs in them can be opened. */
export function runRows(runs: TrackedRun[], nested: boolean, open: ReadonlySet<string>, below: ReadonlyMap<string, Below>): TableRow[] {
  const lines = (list: TrackedRun[], depth: number): TableRow[] =>
    list.flatMap((run) => {
      const opens = nested && (run.children ?? 0) > 0;
      const isOpen = opens && open.has(run.id);
      const line: TableRow = { kind: 'run', id: run.id, run, depth, open: opens ? isOpen : undefined };
      return isOpen ? [line, ...belowRows(run.id, run.children ?? 0, depth + 1, below.get(run.id), lines)] : [line];
    });
  return lines(runs, 0);
}

/** Lines of groups, and of the runs in those that are open. */
export function groupRows(groups: RunGroup[], open: ReadonlySet<string>, below: ReadonlyMap<string, Below>): TableRow[] {
  const plain = (list: TrackedRun[], depth: number): TableRow[] =>
    list.map((run) => ({ kind: 'run', id: run.id, run, depth, open: undefined }));
  return groups.flatMap((group) => {
    const id = groupId(group);
    const isOpen = open.has(id);
    const line: TableRow = { kind: 'group', id, group, open: isOpen };
    return isOpen ? [line, ...belowRows(id, group.runs, 1, below.get(id), plain)] : [line];
  });
}

function belowRows(
  of: string,
  count: number,
  depth: number,
  below: Below | undefined,
  lines: (runs: TrackedRun[], depth: number) => TableRow[],
): TableRow[] {
  if (below?.failed) return [{ kind: 'failed', id: `${of} failed`, depth, of }];
  if (!below?.runs) return [{ kind: 'waiting', id: `${of} waiting`, depth }];
  const rows = lines(below.runs, depth);
  if (below.more) rows.push({ kind: 'rest', id: `${of} rest`, depth, of, count: count - below.runs.length });
  return rows;
}
