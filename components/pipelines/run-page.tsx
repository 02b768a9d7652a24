'use client';

import { ArrowLeft, ArrowRight, Radio, WifiOff } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { instant, percent, triggerTitle, words } from '../format';
import { modelMetrics } from '../tables/model-metrics';
import { ModelMetricsTable } from '../tables/model-metrics-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardHeader } from '../ui/card';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { Elapsed, RelativeTime } from '../ui/time';
import { RunActions } from './run-actions';
import { RunPipelineButton } from './run-dialog';
import { RunLog } from './run-log';
import { isOver, runProgress } from './run-progress';
import { RunResult } from './run-result';
import { StatusBadge } from './status';
import { StepList } from './step-list';
import { type Connection, useLiveRun } from './use-live-run';

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

/** One run, live: where it stands, what it was told (`parameters`, which never change), what it found. */
export function RunPage({ initial, currency, parameters }: { initial: PipelineRun; currency: string; parameters: ReactNode }) {
  const { run, log, connection, setRun } = useLiveRun(initial);
  const router = useRouter();
  const over = isOver(run);
  const wasOver = useRef(over);
  useEffect(() => {
    // What other pages show (the forecast, the list) changed with the run's end.
    if (over && !wasOver.current) router.refresh();
    wasOver.current = over;
  }, [over, router]);

  const fraction = runProgress(run);
  const rows = run.result ? modelMetrics(run.result.metrics) : [];
  return (
    <div className="flex flex-col gap-5">
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
          </>
        }
        actions={
          <>
            <RunActions run={run} onChange={setRun} />
            {over && (
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

      {run.error && (
        <Callout tone="danger" title={run.error.message}>
          {run.error.errors.length > 0 && (
            <ul className="space-y-0.5">
              {run.error.errors.slice(0, 20).map((item) => (
                <li key={`${item.path}:${item.message}`}>
                  <code className="font-mono text-ink">{item.path}</code> {item.message}
                </li>
              ))}
            </ul>
          )}
        </Callout>
      )}

      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {run.result && <RunResult result={run.result} />}
          <Card aria-labelledby="steps-title">
            <CardHeader
              id="steps-title"
              title="Steps"
              description={
                run.startedAt ? (
                  <>
                    {over ? 'Took' : 'Running for'} <Elapsed from={run.startedAt} to={run.finishedAt} className="tabular" />
                  </>
                ) : (
                  'Waiting for its turn'
                )
              }
              actions={!over && <span className="text-sm font-medium tabular">{percent(fraction, 0)}</span>}
            />
            {!over && <Progress value={fraction} label="Progress of the run" className="mx-4 mb-3.5" />}
            <StepList steps={run.steps} />
          </Card>
          {rows.length > 0 && (
            <Card aria-labelledby="metrics-title">
              <CardHeader id="metrics-title" title="Models compared" />
              <ModelMetricsTable rows={rows} bestModel={run.result?.bestModel ?? null} currency={currency} />
            </Card>
          )}
          {log.length > 0 && (
            <Card aria-labelledby="log-title">
              <CardHeader id="log-title" title="Log" description="Times in UTC" />
              <RunLog lines={log} />
            </Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Card aria-labelledby="parameters-title">
            <CardHeader id="parameters-title" title="Parameters" />
            {parameters}
          </Card>
          <Card aria-labelledby="times-title">
            <CardHeader id="times-title" title="Times" />
            <dl className="divide-y border-t text-sm">
              {(
                [
                  ['Created', run.createdAt],
                  ['Started', run.startedAt],
                  ['Finished', run.finishedAt],
                ] as const
              ).map(([label, value]) => (
                <div key={label} className="flex justify-between gap-4 px-4 py-2">
                  <dt className="text-muted">{label}</dt>
                  <dd className="tabular">{value ? instant(value) : '–'}</dd>
                </div>
              ))}
              <div className="flex justify-between gap-4 px-4 py-2">
                <dt className="text-muted">Id</dt>
                <dd className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">{run.id}</dd>
              </div>
            </dl>
          </Card>
        </div>
      </div>
    </div>
  );
}
