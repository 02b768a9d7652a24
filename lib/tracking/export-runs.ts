import { loggedKeys } from './logged-keys';
import type { RunExportQuery, TrackedRun } from './schema';
import { listRuns } from './tracked-runs';

const pageSize = 500;
const attributes = ['run_id', 'name', 'status', 'start_time', 'end_time', 'duration_seconds', 'parent_run_id', 'experiment_id'] as const;

/**
 * Runs of a selection as CSV, a row a run, in their order; read a page at a time, so that ten thousands of them take no memory.
 * @throws AlmanacError `validation_failed` naming `filter` or `orderBy`, before the first piece
 */
export async function exportRuns({ columns, ...query }: RunExportQuery): Promise<AsyncGenerator<string>> {
  const logged = await columnsOf(columns, query.experiment);
  const list = (cursor?: string) => listRuns({ ...query, columns: logged.length > 0 ? logged : ['children'], limit: pageSize, cursor });
  const first = await list();
  return pieces(logged, first, list);
}

async function* pieces(
  logged: string[],
  first: Awaited<ReturnType<typeof listRuns>>,
  list: (cursor: string) => ReturnType<typeof listRuns>,
): AsyncGenerator<string> {
  yield line([...attributes, ...logged]);
  for (let page = first; ; page = await list(page.nextCursor as string)) {
    yield page.items.map((run) => line(cells(run, logged))).join('');
    if (page.nextCursor === null) return;
  }
}

/** Columns one by one: a `*` and none at all mean every key that the experiment's runs have. */
async function columnsOf(columns: string[] | undefined, experiment: string | undefined): Promise<string[]> {
  const wanted = (columns ?? ['params.*', 'metrics.*', 'tags.*']).filter((column) => column.includes('.'));
  if (!wanted.some((column) => column.endsWith('.*')) || experiment === undefined) return wanted.filter((column) => !column.endsWith('.*'));
  const keys = await loggedKeys(Number(experiment));
  const told = wanted.flatMap((column) => {
    const kind = column.slice(0, column.indexOf('.')) as keyof typeof keys;
    return column === `${kind}.*` ? keys[kind].map((key) => `${kind}.${key}`) : [column];
  });
  return [...new Set(told)];
}

function cells(run: TrackedRun, logged: string[]): (string | number | null)[] {
  const seconds = run.finishedAt === null ? null : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  return [
    ...[run.id, run.name, run.status, run.startedAt, run.finishedAt, seconds, run.parentRunId, run.experimentId],
    ...logged.map((column) => {
      const dot = column.indexOf('.');
      const values = run[column.slice(0, dot) as 'params' | 'metrics' | 'tags'];
      const key = column.slice(dot + 1);
      if (!Object.hasOwn(values, key)) return null;
      return values[key] ?? 'NaN';
    }),
  ];
}

function line(values: readonly (string | number | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** As RFC 4180 quotes it. A text that a spreadsheet would take for a formula is told to be a text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
