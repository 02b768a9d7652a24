import type { ComponentType } from 'react';
import { RunOverview } from '@/components/runs/run-overview';
import { availablePlots } from '@/lib/plots/available';
import { metricOutlines } from '@/lib/tracking/service';
import { RunFiles, RunMetrics, RunParams, RunPlots } from './parts';
import type { RunContext } from './run-context';
import type { RunSearch, RunTab } from './run-search';

interface ViewProps {
  context: RunContext;
  search: RunSearch;
}

/** What each tab shows. */
export const tabViews: Record<RunTab, ComponentType<ViewProps>> = {
  overview: ({ context }) => <RunOverview {...context} />,
  plots: async ({ context: { run, around, currency } }) => (
    <RunPlots runId={run.id} runName={run.name} available={await availablePlots(run.id)} parent={around.parent} currency={currency} />
  ),
  metrics: async ({ context: { run } }) => (
    <RunMetrics runId={run.id} metrics={await metricOutlines(run.id)} running={run.status === 'RUNNING'} />
  ),
  params: ({ context }) => <RunParams params={context.run.params} />,
  files: ({ context }) => <RunFiles runId={context.run.id} />,
};
