import type { RunCount, RunGroupList, RunsEdit, TrackedRunList } from '@/lib/tracking/schema';
import { request } from './client';

const path = '/api/v1/runs';

/** Which runs of an experiment, and how. */
export interface RunsQuery {
  experiment: string;
  filter: string;
  /** MLflow's words; empty for the latest start first. */
  orderBy: string;
  columns: string[];
  view: 'active' | 'deleted';
}

type Selected = Pick<RunsQuery, 'experiment' | 'filter' | 'view'>;

function selection({ experiment, filter, view }: Selected): URLSearchParams {
  return new URLSearchParams({ experiment, view, ...(filter && { filter }) });
}

/** Lists travel as repeated parameters, since keys may hold commas. */
function listing({ orderBy, columns, ...selected }: RunsQuery): URLSearchParams {
  const query = selection(selected);
  if (orderBy) query.append('orderBy', orderBy);
  for (const column of columns) query.append('columns', column);
  return query;
}

export function fetchRuns(runs: RunsQuery, page: { limit: number; cursor?: string | null }, signal?: AbortSignal): Promise<TrackedRunList> {
  const query = listing(runs);
  query.set('limit', String(page.limit));
  if (page.cursor) query.set('cursor', page.cursor);
  return request(`${path}?${query}`, { signal });
}

export function fetchRunCount(selected: Selected, signal?: AbortSignal): Promise<RunCount> {
  return request(`${path}/count?${selection(selected)}`, { signal });
}

export function fetchRunGroups(selected: Selected, by: string, metrics: string[], signal?: AbortSignal): Promise<RunGroupList> {
  const query = selection(selected);
  query.set('by', by);
  query.set('limit', '200');
  for (const key of metrics) query.append('metrics', key);
  return request(`${path}/groups?${query}`, { signal });
}

export function editRuns(edit: RunsEdit): Promise<{ changed: number }> {
  return request(path, { method: 'PATCH', body: edit });
}

/** Where what is filtered and sorted is downloaded as CSV, whole. */
export function exportAddress(runs: RunsQuery): string {
  return `${path}/export?${listing(runs)}`;
}
