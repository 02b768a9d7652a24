import { ListX, Workflow } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
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
import { orUndefined } from '../or-undefined';
import { type SearchParams, searchText } from '../search-params';

export const metadata: Metadata = { title: 'Pipelines' };

const pageSize = 25;

export default async function PipelinesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/pipelines');
  const query = await searchParams;
  const status = runStatus.safeParse(query.status).data;
  const cursor = searchText(query.cursor);
  const [page, schedule] = await Promise.all([
    // A cursor that cannot be leads nowhere.
    orUndefined(listPipelineRuns({ limit: pageSize, cursor, status }), ['validation_failed']),
    getSchedule(),
  ]);
  if (!page) notFound();
  const { items, nextCursor } = page;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Pipelines" description={<ScheduleLine schedule={schedule} />} actions={<RunPipelineButton />} />
      <RunFilters status={status} />
      <Card aria-label="Runs" className="overflow-hidden">
        {items.length > 0 ? (
          <RunTable runs={items} />
        ) : status || cursor ? (
          <Message icon={ListX} title="No such runs">
            No run {status ? `is ${status}` : 'is this old'}.
          </Message>
        ) : (
          <Message icon={Workflow} title="No run yet" actions={<RunPipelineButton />}>
            A run learns from the sales, compares the models and publishes a forecast.
          </Message>
        )}
      </Card>
      <RunPager status={status} cursor={cursor} nextCursor={nextCursor} />
      {items.some((run) => !isOver(run)) && <RunWatcher />}
    </div>
  );
}
