'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { percent, stepTitle } from '../format';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Progress } from '../ui/progress';
import { Elapsed } from '../ui/time';
import { isOver, runProgress, stepsUnderWay } from './run-progress';
import { StatusIcon } from './status';
import { StepList } from './step-list';
import { useLiveRun } from './use-live-run';

/** A run under way with all its steps. When it ends, the page is read anew, and shows what it has made. */
export function LiveRunCard({ initial, title, children }: { initial: PipelineRun; title: string; children?: ReactNode }) {
  const { run, connection } = useLiveRun(initial);
  useRefreshAtEnd(run);
  const fraction = runProgress(run);
  return (
    <Card aria-label={title}>
      <CardHeader
        title={title}
        description={
          connection === 'lost' ? (
            <span className="text-warning">The connection was lost; trying again…</span>
          ) : run.startedAt ? (
            <>
              {run.finishedAt ? 'Took' : 'Running for'} <Elapsed from={run.startedAt} to={run.finishedAt} className="tabular" />
            </>
          ) : (
            'Waiting for its turn'
          )
        }
        actions={
          <>
            <span className="text-sm font-medium tabular">{percent(fraction, 0)}</span>
            <Button asChild size="sm">
              <Link href={`/pipelines/${run.id}`}>
                Details
                <ArrowRight aria-hidden />
              </Link>
            </Button>
          </>
        }
      />
      <Progress value={fraction} label="Progress of the run" className="mx-4 mb-3.5" />
      {children}
      <StepList steps={run.steps} />
    </Card>
  );
}

/** One line above a page: a run is under way, and how far it is. */
export function LiveRunBanner({ initial }: { initial: PipelineRun }) {
  const { run } = useLiveRun(initial);
  useRefreshAtEnd(run);
  const [step] = stepsUnderWay(run);
  return (
    <Link
      href={`/pipelines/${run.id}`}
      className="card flex items-center gap-3 px-4 py-2.5 text-sm transition-colors hover:bg-raised"
      data-testid="live-run"
    >
      <StatusIcon status={run.status} />
      <span className="font-medium">{run.status === 'queued' ? 'A run is waiting for its turn' : 'A run is under way'}</span>
      {step && <span className="hidden min-w-0 truncate text-muted sm:block">{stepTitle(step.name)}</span>}
      <Progress value={runProgress(run)} label="Progress of the run" className="ml-auto w-28 sm:w-48" />
      <span className="w-9 text-right text-xs text-muted tabular">{percent(runProgress(run), 0)}</span>
    </Link>
  );
}

function useRefreshAtEnd(run: PipelineRun) {
  const router = useRouter();
  const over = isOver(run);
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
}
