'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { useUrlSetting } from '../runs/use-url-setting';
import { modelMetrics } from '../tables/model-metrics';
import { ModelMetricsTable } from '../tables/model-metrics-table';
import { Card, CardHeader } from '../ui/card';
import { LogCard } from './log/log-card';
import { LogStore } from './log/log-store';
import { OutputsCard } from './run/outputs-card';
import { ParametersCard } from './run/parameters-card';
import { RunFailure } from './run/run-failure';
import { RunHeader } from './run/run-header';
import { RunTimes } from './run/run-times';
import { StepGraph } from './run/step-graph';
import { ValidationCard } from './run/validation-card';
import { isOver } from './run-progress';
import { RunResult } from './run-result';
import { TimelineCard } from './timeline/timeline-card';
import { useLiveRun } from './use-live-run';

/** One run, live: where it stands, when each attempt ran, what its tasks say, what it was told, what it found and made. */
export function RunPage({ initial, currency }: { initial: PipelineRun; currency: string }) {
  const [log] = useState(() => new LogStore());
  const { run, connection, setRun } = useLiveRun(initial, log.push);
  const [step, setStep] = useUrlSetting('step', 'all');
  const router = useRouter();
  const over = isOver(run);
  const wasOver = useRef(over);
  useEffect(() => {
    // What other pages show (the forecast, the list) changed with the run's end.
    if (over && !wasOver.current) router.refresh();
    wasOver.current = over;
  }, [over, router]);

  const rows = run.result ? modelMetrics(run.result.metrics) : [];
  return (
    <div className="flex flex-col gap-5">
      <RunHeader run={run} connection={connection} onChange={setRun} />
      {run.error && <RunFailure failure={run.error} />}
      {run.result && <RunResult result={run.result} />}
      <StepGraph run={run} selected={step} onSelect={setStep} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <TimelineCard run={run} selected={step} />
          <LogCard run={run} store={log} />
          {rows.length > 0 && (
            <Card aria-labelledby="metrics-title">
              <CardHeader id="metrics-title" title="Models compared" />
              <ModelMetricsTable rows={rows} bestModel={run.result?.bestModel ?? null} currency={currency} />
            </Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <OutputsCard run={run} />
          <ValidationCard run={run} />
          <ParametersCard run={run} />
          <RunTimes run={run} />
        </div>
      </div>
    </div>
  );
}
