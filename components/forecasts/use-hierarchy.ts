'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { fetchHierarchy, type HierarchyRequest } from '../api/forecasts';

/** The parts of a series, a page at a time. */
export function useHierarchy({ dataset, series, by, window, sort, q }: Omit<HierarchyRequest, 'cursor'>) {
  return useInfiniteQuery({
    queryKey: ['hierarchy', dataset, series, by, window, sort, q],
    queryFn: ({ pageParam, signal }) => fetchHierarchy({ dataset, series, by, window, sort, q, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
