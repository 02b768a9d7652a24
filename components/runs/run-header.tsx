import { ArrowLeft, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import type { TrackedRun } from '@/lib/tracking/schema';
import type { RunSurroundings } from '@/lib/tracking/service';
import { isSystemTag } from '@/lib/tracking/tag-names';
import { Callout } from '../ui/callout';
import { PageHeader } from '../ui/page-header';
import { TrackedRunActions } from './run-actions';
import { RunDescription } from './run-details';
import { TrackedStatusBadge } from './run-status';
import { RunTags } from './run-tags';

const mostCompared = 20;

/** A run's title, tags and what can be done with it. */
export function RunHeader({
  run,
  around,
  pipelineRun,
}: {
  run: TrackedRun;
  around: RunSurroundings;
  pipelineRun: PipelineRun | undefined;
}) {
  const deleted = run.lifecycleStage === 'deleted';
  const tags = Object.fromEntries(Object.entries(run.tags).filter(([key]) => !isSystemTag(key)));
  return (
    <>
      <div className="flex flex-col gap-3">
        <PageHeader
          eyebrow={
            <Link href="/experiments" prefetch={false} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
              <ArrowLeft aria-hidden className="size-3.5" />
              Experiments
            </Link>
          }
          title={
            <>
              <span className="min-w-0 wrap-anywhere">{run.name}</span>
              <TrackedStatusBadge status={run.status} />
            </>
          }
          description={<RunDescription run={run} around={around} />}
          actions={
            <TrackedRunActions
              run={{ id: run.id, name: run.name, pipelineRunId: run.pipelineRunId, deleted }}
              repeatable={pipelineRun?.status === 'succeeded'}
              compareWith={around.children.slice(0, mostCompared).map(({ id }) => id)}
            />
          }
        />
        <RunTags runId={run.id} tags={tags} readOnly={deleted} />
      </div>
      {deleted && (
        <Callout tone="warning" title="This run is deleted">
          <span className="inline-flex items-center gap-1">
            <Trash2 aria-hidden className="size-3.5" />
            Lists leave it out, and it takes no change. It can be restored until it is purged.
          </span>
        </Callout>
      )}
    </>
  );
}
