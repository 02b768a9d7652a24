import { ListX, Workflow } from 'lucide-react';
import type { Metadata } from 'next';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { RunFilters } from '@/components/pipelines/run-filters';
import { RunPager } from '@/components/pipelines/run-pager';
import { isOver } from '@/components/pipelines/run-progress';
import { RunTable } from '@/components/pipelines/run-table';
import { RunWatcher } from '@/components/pipelines/run-watcher';
import { ScheduleLine } from '@/components/pipelines/schedule-line';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { requireSession } from '@/lib/http/require-session';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { runStatus } from '@/lib/pipeline-runs/schema';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';

export const metadata: Metadata = { title: 'Pipelines' };

const pageSize = 25;

export default async function PipelinesPage({ searchParams }: { searchParams: Promise<{ status?: string; cursor?: string }> }) {
  await requireSession('/pipelines');
  const query = await searchParams;
  const status = runStatus.safeParse(query.status).data;
  const [{ items, nextCursor }, schedule] = await Promise.all([
    listPipelineRuns({ limit: pageSize, cursor: query.cursor, status }),
    getSchedule(),
  ]);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Pipelines" description={<ScheduleLine schedule={schedule} />} actions={<RunPipelineButton />} />
      <RunFilters status={status} />
      <Card aria-label="Runs" className="overflow-hidden">
        {items.length > 0 ? (
          <RunTable runs={items} />
        ) : status || query.cursor ? (
          <Message icon={ListX} title="No such runs">
            No run {status ? `is ${status}` : 'is this old'}.
          </Message>
        ) : (
          <Message icon={Workflow} title="No run yet" actions={<RunPipelineButton />}>
            A run learns from the sales, compares the models and publishes a forecast.
          </Message>
        )}
      </Card>
      <RunPager status={status} cursor={query.cursor} nextCursor={nextCursor} />
      {items.some((run) => !isOver(run)) && <RunWatcher />}
    </div>
  );
}
