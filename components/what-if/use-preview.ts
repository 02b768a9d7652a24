'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { ScenarioPreview } from '@/lib/scenarios/schema';
import { previewScenario, type SeriesRef } from '../api/scenarios';

/** Long enough for the next keystroke, short enough to be a moment. */
const pauseMs = 180;

export interface Preview {
  /** The last forecast that came; older than the edits while `pending` or where these are refused. */
  data: ScenarioPreview | undefined;
  pending: boolean;
  error: unknown;
  retry: () => void;
}

/**
 * The forecast with the edits, asked for when they have stood for a moment. A question that newer edits have overtaken is cancelled;
 * the former answer stays until the next one comes.
 */
export function usePreview(ref: SeriesRef, edits: PlanEdit[], enabled: boolean): Preview {
  const [settled, setSettled] = useState(edits);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(edits), pauseMs);
    return () => clearTimeout(timer);
  }, [edits]);
  const query = useQuery({
    queryKey: ['what-if', ref.dataset, ref.series, settled],
    queryFn: ({ signal }) => previewScenario({ ...ref, edits: settled }, signal),
    enabled,
  });
  const [last, setLast] = useState<ScenarioPreview>();
  useEffect(() => {
    if (query.data) setLast(query.data);
  }, [query.data]);
  return {
    data: query.data ?? last,
    pending: settled !== edits || query.isFetching,
    error: settled === edits ? query.error : null,
    retry: () => void query.refetch(),
  };
}
