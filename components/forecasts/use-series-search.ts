'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { fetchSeries, type SeriesItem } from '../api/series';
import type { RecentSeries } from './recent-series';
import { levelLabel, seriesLabel } from './series-label';

const pageSize = 100;
/** Of each level, where all are searched. */
const mostOfLevel = 8;
/** Levels that are searched at once: the coarsest. */
const mostLevels = 8;

export interface SeriesGroup {
  heading?: string;
  series: RecentSeries[];
}

export interface SeriesSearch {
  groups: SeriesGroup[];
  /** The answer is to what is typed now. */
  current: boolean;
  isPending: boolean;
  isError: boolean;
  retry: () => void;
  /** Fetches the next page, where there is one and none is on its way. */
  more: (() => void) | undefined;
}

function toSeries(item: SeriesItem): RecentSeries {
  return { id: item.id, level: item.level, label: seriesLabel(item) };
}

/** Series of a level whose names hold what is typed: found by the server, a page at a time. */
export function useSeriesSearch({ dataset, level, search }: { dataset: string; level: string; search: string }): SeriesSearch {
  const typed = search.trim();
  const text = useDeferredValue(typed);
  const query = useInfiniteQuery({
    queryKey: ['series-search', dataset, level, text],
    queryFn: ({ pageParam, signal }) => fetchSeries({ dataset, level, q: text, limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const found = (query.data?.pages ?? []).flatMap(({ items }) => items.map(toSeries));
  const current = typed === text && !query.isPlaceholderData;
  return {
    groups: [{ series: current ? found : narrowed(found, typed) }],
    current,
    isPending: query.isPending,
    isError: query.isError,
    retry: () => query.refetch(),
    more: query.hasNextPage && !query.isFetchingNextPage ? () => query.fetchNextPage() : undefined,
  };
}

/** The first series of each level whose names hold what is typed, the coarsest level first. */
export function useLevelsSearch({ dataset, levels, search }: { dataset: string; levels: string[]; search: string }): SeriesSearch {
  const typed = search.trim();
  const text = useDeferredValue(typed);
  const searched = levels.slice(0, mostLevels);
  const query = useQuery({
    queryKey: ['series-first', dataset, searched, text],
    queryFn: ({ signal }) =>
      Promise.all(searched.map((level) => fetchSeries({ dataset, level, q: text, limit: mostOfLevel }, signal).then(({ items }) => items))),
    placeholderData: keepPreviousData,
  });
  const current = typed === text && !query.isPlaceholderData;
  const groups = (query.data ?? []).flatMap((items, k): SeriesGroup[] => {
    const found = items.map(toSeries);
    const series = current ? found : narrowed(found, typed);
    return series.length === 0 ? [] : [{ heading: levelLabel(searched[k] ?? ''), series }];
  });
  return {
    groups,
    current,
    isPending: query.isPending,
    isError: query.isError,
    retry: () => query.refetch(),
    more: undefined,
  };
}

/** Until the answer comes, the former list is narrowed here, so that Enter never takes what does not match. */
function narrowed(found: RecentSeries[], typed: string): RecentSeries[] {
  return found.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
}
