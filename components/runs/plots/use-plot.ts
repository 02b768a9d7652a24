'use client';

import { useQuery } from '@tanstack/react-query';
import type { PlotName } from '@/lib/plots/schema';
import { fetchPlot } from '../../api/tracked-run';

/** What a chart of a run draws; a finished run's never changes. */
export function usePlot<Name extends PlotName>(runId: string, plot: Name, wanted = true) {
  return useQuery({
    queryKey: ['run-plot', runId, plot],
    queryFn: ({ signal }) => fetchPlot(runId, plot, signal),
    enabled: wanted,
    staleTime: 300_000,
  });
}
