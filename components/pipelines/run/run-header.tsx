'use client';

import { ArrowLeft, ArrowRight, Radio, WifiOff } from 'lucide-react';
import Link from 'next/link';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { triggerTitle, words } from '../../format';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { PageHeader } from '../../ui/page-header';
import { RelativeTime } from '../../ui/time';
import { RunActions } from '../run-actions';
import { RunPipelineButton } from '../run-dialog';
import { isOver } from '../run-progress';
import { StatusBadge } from '../status';
import type { Connection } from '../use-live-run';

function ConnectionBadge({ connection }: { connection: Connection }) {
  if (connection === 'over') return null;
  if (connection === 'lost') {
    return (
      <Badge tone="warning" role="status">
        <WifiOff aria-hidden />
        Reconnecting…
      </Badge>
    );
  }
  return (
    <Badge tone="neutral">
      <Radio aria-hidden />
      {connection === 'live' ? 'Live' : 'Connecting…'}
    </Badge>
  );
}

/** Which run it is, where it stands, and what can be done with it. */
export function RunHeader({
  run,
  connection,
  onChange,
}: {
  run: PipelineRun;
  connection: Connection;
  onChange: (run: PipelineRun) => void;
}) {
  return (
    <PageHeader
      eyebrow={
        <Link href="/pipelines" className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
          <ArrowLeft aria-hidden className="size-3.5" />
          All runs
        </Link>
      }
      title={
        <>
          Run {run.id.slice(0, 8)}
          <StatusBadge status={run.status} />
          <ConnectionBadge connection={connection} />
        </>
      }
      description={
        <>
          {words(run.dataset)} · {triggerTitle(run.trigger)} · <RelativeTime value={run.createdAt} />
          {run.repeatOf && (
            <>
              {' · repeats '}
              <Link href={`/pipelines/${run.repeatOf}`} className="font-mono text-xs text-accent-ink hover:underline">
                {run.repeatOf.slice(0, 8)}
              </Link>
            </>
          )}
        </>
      }
      actions={
        <>
          <RunActions run={run} onChange={onChange} />
          {isOver(run) && (
            <RunPipelineButton initial={run.parameters} variant="secondary">
              Run again
            </RunPipelineButton>
          )}
          {run.result?.forecastId && (
            <Button asChild variant="primary">
              <Link href={`/forecasts?${new URLSearchParams({ dataset: run.dataset })}`}>
                See the forecast
                <ArrowRight aria-hidden />
              </Link>
            </Button>
          )}
        </>
      }
    />
  );
}
