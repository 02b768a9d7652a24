import { ListX, Workflow } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { listAddress } from '@/components/pipelines/list-address';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { RunFilters } from '@/components/pipelines/run-filters';
import { isOver } from '@/components/pipelines/run-progress';
import { RunTable } from '@/components/pipelines/run-table';
import { RunWatcher } from '@/components/pipelines/run-watcher';
import { ScheduleCard } from '@/components/pipelines/schedule/schedule-card';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { listDatasets } from '@/lib/datasets/service';
import { requireSession } from '@/lib/http/require-session';
import { changesSince } from '@/lib/pipeline-runs/changes';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { orUndefined } from '../or-undefined';
import type { SearchParams } from '../search-params';
import { readRunSearch } from './run-search';

export const metadata: Metadata = { title: 'Pipelines' };

const pageSize = 25;

export default async function PipelinesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/pipelines');
  const { cursor, ...narrowing } = readRunSearch(await searchParams);
  const narrowed = Object.values(narrowing).some(Boolean);
  const [page, schedule, datasets] = await Promise.all([
    // A cursor that cannot be leads nowhere.
    orUndefined(listPipelineRuns({ limit: pageSize, cursor, ...narrowing }), ['validation_failed']),
    getSchedule(),
    listDatasets({ limit: 1000 }),
  ]);
  if (!page) notFound();
  const { items, nextCursor } = page;
  const changes = await changesSince(items);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Pipelines"
        description="Runs that learn from the sales, compare the models and publish a forecast"
        actions={<RunPipelineButton />}
      />
      <ScheduleCard initial={schedule} />
      <RunFilters narrowing={narrowing} datasets={datasets.items.map(({ name }) => name)} />
      <Card aria-label="Runs" className="overflow-hidden">
        {items.length > 0 ? (
          <RunTable runs={items} changes={changes} />
        ) : narrowed || cursor ? (
          <Message
            icon={ListX}
            title="No such runs"
            actions={
              <Button asChild>
                <Link href="/pipelines">Show all runs</Link>
              </Button>
            }
          >
            {narrowed ? 'No run is like that.' : 'No run is this old.'}
          </Message>
        ) : (
          <Message icon={Workflow} title="No run yet" actions={<RunPipelineButton />}>
            A run learns from the sales, compares the models and publishes a forecast.
          </Message>
        )}
      </Card>
      <Pager
        firstHref={cursor ? listAddress(narrowing) : undefined}
        nextHref={nextCursor ? listAddress(narrowing, nextCursor) : undefined}
        labels={{ first: 'Newest', next: 'Older' }}
      />
      <RunWatcher busy={items.some((run) => !isOver(run))} />
    </div>
  );
}
