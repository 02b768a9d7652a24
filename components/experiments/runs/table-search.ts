import type { LoggedKeys } from '@/lib/tracking/schema';
import { readSort, type Sort, writeSort } from '../../tables/sort';

/** What of the runs is shown: it stands in the address, so that a link shows the same. */
export interface TableSearch {
  filter: string;
  /** Undefined for the latest start first. */
  sort: Sort | undefined;
  /** Ids of columns in their order; undefined for those that are best guessed. */
  columns: string[] | undefined;
  /** `parent` nests runs in the run they belong to; `params.…` or `tags.…` puts runs of one value together; empty for neither. */
  group: string;
  view: 'active' | 'deleted';
}

/** Columns that every run has, and what they are sorted by in MLflow's words. */
export const attributeColumns: Record<string, { header: string; orderBy?: string }> = {
  name: { header: 'Run', orderBy: 'run_name' },
  status: { header: 'Status', orderBy: 'status' },
  started: { header: 'Started', orderBy: 'start_time' },
  duration: { header: 'Took', orderBy: 'duration' },
  datasets: { header: 'Dataset' },
  models: { header: 'Model made' },
};

const loggedColumn = /^(params|metrics|tags)\.[\s\S]{1,500}$/;

/** A comma parts what the server is asked for: a key that has one cannot be a column. */
export function isColumn(id: string): boolean {
  return Object.hasOwn(attributeColumns, id) || (loggedColumn.test(id) && !id.includes(','));
}

/** Reads an address; what makes no sense in it is passed over. */
export function readTableSearch(search: URLSearchParams): TableSearch {
  const columns = search.getAll('column').filter(isColumn).slice(0, 60);
  const sort = search.get('sort') ?? undefined;
  const id = sort?.replace(/^-/, '');
  const group = search.get('group') ?? '';
  return {
    filter: (search.get('filter') ?? '').slice(0, 10_000),
    sort: id !== undefined && isColumn(id) ? readSort(sort, [id]) : undefined,
    columns: search.has('column') ? columns : undefined,
    group: group === 'parent' || /^(params|tags)\.[\s\S]{1,500}$/.test(group) ? group : '',
    view: search.get('view') === 'deleted' ? 'deleted' : 'active',
  };
}

export function writeTableSearch({ filter, sort, columns, group, view }: TableSearch): string {
  const search = new URLSearchParams();
  if (filter) search.set('filter', filter);
  if (sort) search.set('sort', writeSort(sort));
  for (const column of columns ?? []) search.append('column', column);
  // That none is shown must be said too.
  if (columns?.length === 0) search.append('column', '');
  if (group) search.set('group', group);
  if (view !== 'active') search.set('view', view);
  return search.toString();
}

/** In MLflow's words. */
export function orderByOf(sort: Sort | undefined): string {
  if (!sort) return '';
  const attribute = attributeColumns[sort.id];
  if (attribute) return attribute.orderBy ? `${attribute.orderBy} ${sort.desc ? 'DESC' : 'ASC'}` : '';
  const dot = sort.id.indexOf('.');
  const key = sort.id.slice(dot + 1);
  const quoted = key.includes('`') ? `"${key.replaceAll('"', '""')}"` : `\`${key}\``;
  return `${sort.id.slice(0, dot)}.${quoted} ${sort.desc ? 'DESC' : 'ASC'}`;
}

/** Figures that tell most of a run, those of our own pipeline first. */
const telling = [/^backtest_(rmse|wape)$/, /^test_(rmse|wape)$/, /rmse|wape|mae|mape|r2|loss|accuracy|auc|f1/i, /^/];
const saying = [/^(model|algorithm|booster|model_type)$/i, /learning_?rate|depth|leaves|estimators|rounds|horizon|level|seed/i];

function best(keys: string[], patterns: RegExp[], most: number): string[] {
  const found = patterns.flatMap((pattern) => keys.filter((key) => pattern.test(key)));
  return [...new Set(found)].slice(0, most);
}

/** Columns at first: what every run has, some figures and what they most likely depend on. */
export function defaultColumns({ params, metrics }: LoggedKeys): string[] {
  const shown = [
    ...best(metrics, telling, 4).map((key) => `metrics.${key}`),
    ...best(params, saying, 3).map((key) => `params.${key}`),
  ].filter(isColumn);
  return ['status', 'started', 'duration', ...shown, 'datasets', 'models'];
}
