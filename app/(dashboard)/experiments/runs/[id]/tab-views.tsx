import type { ComponentType } from 'react';
import { RunFiles } from '@/components/runs/files/run-files';
import { RunPlots } from '@/components/runs/plots/run-plots';
import { RunMetrics } from '@/components/runs/run-metrics';
import { RunOverview } from '@/components/runs/run-overview';
import { RunParams } from '@/components/runs/run-params';
import { availablePlots } from '@/lib/plots/available';
import { metricOutlines } from '@/lib/tracking/service';
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
