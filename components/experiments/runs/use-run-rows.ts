'use client';

import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TrackedRun } from '@/lib/tracking/schema';
import { fetchRunCount, fetchRunGroups, fetchRuns, type RunsQuery } from '../../api/tracked-runs';
import { writtenKey, writtenValue } from '../filter/complete-filter';
import { type Below, groupId, groupRows, runRows, type TableRow } from './rows';

const pageSize = 100;
/** Runs of one group, or in one run, that are shown in place. */
const belowSize = 100;
const liveMs = 4000;
const countMs = 10_000;
/** More pages than these are not read anew by themselves when runs come. */
const pagesKept = 3;

const parentTag = 'tags.mlflow.parentRunId';
const both = (one: string, other: string) => (one.trim() ? `${one} AND ${other}` : other);

/** What narrows runs to those below a line. */
export function belowFilter(line: string, group: string, filter: string): string {
  if (group === 'parent') return `${parentTag} = ${writtenValue(line)}`;
  const dot = group.indexOf('.');
  const name = `${group.slice(0, dot)}.${writtenKey(group.slice(dot + 1))}`;
  return both(filter, line === 'group' ? `${name} IS NULL` : `${name} = ${writtenValue(line.slice('group '.length))}`);
}

/** The lines of the table, read as far as one has scrolled, kept up to date while runs are under way. */
export function useRunRows(query: RunsQuery, group: string, open: ReadonlySet<string>) {
  const nested = group === 'parent';
  const grouped = group !== '' && !nested;
  const columns = useMemo(() => [...query.columns, ...(nested ? ['children'] : [])], [query.columns, nested]);
  const listed = useMemo<RunsQuery>(
    () => ({
      ...query,
      // One column at least, or all that was logged would be told.
      columns: columns.length > 0 ? columns : ['children'],
      filter: nested ? both(query.filter, `${parentTag} IS NULL`) : query.filter,
    }),
    [query, columns, nested],
  );

  const runs = useInfiniteQuery({
    queryKey: ['runs', 'list', listed],
    queryFn: ({ pageParam, signal }) => fetchRuns(listed, { limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled: !grouped,
  });
  const metricKeys = useMemo(
    () => query.columns.filter((column) => column.startsWith('metrics.')).map((column) => column.slice('metrics.'.length)),
    [query.columns],
  );
  const groups = useQuery({
    queryKey: ['runs', 'groups', query.experiment, query.filter, query.view, group, metricKeys],
    queryFn: ({ signal }) => fetchRunGroups(query, group, metricKeys.slice(0, 20), signal),
    placeholderData: keepPreviousData,
    enabled: grouped,
  });
  const count = useQuery({
    queryKey: ['runs', 'count', query.experiment, query.filter, query.view],
    queryFn: ({ signal }) => fetchRunCount(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: countMs,
  });

  const lines = useMemo(() => [...open], [open]);
  const below = useQueries({
    queries: lines.map((line) => {
      const narrowed: RunsQuery = { ...listed, filter: belowFilter(line, group, query.filter) };
      return {
        queryKey: ['runs', 'below', narrowed],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchRuns(narrowed, { limit: belowSize }, signal),
      };
    }),
    combine: (results) => ({
      map: new Map<string, Below>(
        results.map(({ data, isError }, at) => [
          lines[at] ?? '',
          { runs: data?.items, more: (data?.nextCursor ?? null) !== null, failed: isError && !data },
        ]),
      ),
      refetch: (line: string) => void results[lines.indexOf(line)]?.refetch(),
    }),
  });

  const loaded = useMemo(() => runs.data?.pages.flatMap(({ items }) => items), [runs.data]);
  const live = useLiveRuns(
    listed,
    useMemo(() => [...(loaded ?? []), ...[...below.map.values()].flatMap((one) => one.runs ?? [])], [loaded, below.map]),
  );
  const rows = useMemo<TableRow[] | undefined>(() => {
    const fresh = (list: TrackedRun[]) => (live.size > 0 ? list.map((run) => live.get(run.id) ?? run) : list);
    const freshBelow = new Map([...below.map].map(([line, one]) => [line, { ...one, runs: one.runs && fresh(one.runs) }]));
    if (grouped) return groups.data && groupRows(groups.data.items, open, freshBelow);
    return loaded && runRows(fresh(loaded), nested, open, freshBelow);
  }, [grouped, groups.data, loaded, nested, open, below.map, live]);

  const source = grouped ? groups : runs;
  const pages = runs.data?.pages.length ?? 0;
  return {
    rows,
    /** Groups that were left out of the list. */
    groupsLeftOut: grouped && groups.data ? groups.data.total - groups.data.items.length : 0,
    total: count.data?.total,
    /** The number is of what is asked for now, not of what was before. */
    counted: !count.isPlaceholderData,
    running: count.data?.running ?? 0,
    error: source.isError && (source.data === undefined || source.isPlaceholderData) ? source.error : null,
    moreFailed: runs.isFetchNextPageError,
    busy: source.isPlaceholderData,
    fetching: source.isFetching,
    retry: () => void source.refetch(),
    retryBelow: below.refetch,
    hasMore: !grouped && runs.hasNextPage,
    fetchMore: runs.fetchNextPage,
    fetchingMore: runs.isFetchingNextPage,
    /** What is shown is short enough to be read anew whenever runs come or go. */
    short: pages <= pagesKept,
    allGroups: groups.data?.items.map(groupId),
  };
}

/** Runs that were under way when they were read, as they are now. */
function useLiveRuns(query: RunsQuery, runs: TrackedRun[]): ReadonlyMap<string, TrackedRun> {
  const ids = useMemo(() => [...new Set(runs.filter((run) => run.status === 'RUNNING').map(({ id }) => id))].slice(0, 100), [runs]);
  const { data } = useQuery({
    queryKey: ['runs', 'live', ids, query.columns],
    queryFn: ({ signal }) =>
      fetchRuns({ ...query, orderBy: '', filter: `run_id IN (${ids.map(writtenValue).join(', ')})` }, { limit: 100 }, signal),
    enabled: ids.length > 0,
    refetchInterval: liveMs,
  });
  return useMemo(() => new Map(ids.length > 0 ? (data?.items ?? []).map((run) => [run.id, run]) : []), [data, ids.length]);
}
