'use client';

import { CircleCheck, Play } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { describe } from '../../api/client';
import type { Imported } from '../../api/imports';
import { startRun } from '../../api/pipeline-runs';
import { count, words } from '../../format';
import { LiveRunCard } from '../../pipelines/live-run-card';
import { isOver } from '../../pipelines/run-progress';
import { useLiveRun } from '../../pipelines/use-live-run';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Message } from '../../ui/message';
import { datasetHref, forecastHref } from '../addresses';
import { fewestPeriods, fittingHorizon } from './fitting-horizon';

/** The last step: it is there, and a forecast is a click away. */
export function DoneStep({ imported }: { imported: Imported }) {
  const [run, setRun] = useState<PipelineRun>();
  const [pending, setPending] = useState(false);
  const { dataset, version, created, report } = imported;

  const horizon = fittingHorizon(report);

  async function forecast() {
    setPending(true);
    try {
      setRun(await startRun({ dataset: dataset.name, ...(horizon !== undefined && { horizon }) }));
    } catch (error) {
      toast.error('The run could not be started', { description: describe(error) });
    } finally {
      setPending(false);
    }
  }

  return (
    <div className="flex flex-col gap-5">
      <Card>
        <Message
          icon={CircleCheck}
          tone="accent"
          title={
            created ? `Version ${version.version} of ${words(dataset.name)} is there` : `${words(dataset.name)} has these data already`
          }
          actions={
            <>
              {!run && horizon !== undefined && (
                <Button variant="primary" pending={pending} onClick={() => void forecast()}>
                  {!pending && <Play aria-hidden />}
                  Make a forecast
                </Button>
              )}
              <Button asChild>
                <Link href={datasetHref(dataset.name)}>See the data</Link>
              </Button>
            </>
          }
        >
          {report.counts.series.toLocaleString('en-US')} series, {report.counts.recorded.toLocaleString('en-US')} recorded values, by the{' '}
          {report.frequency}. {created ? 'A forecast learns from them and compares the models.' : 'No new version was made.'}
          {horizon === undefined &&
            ` The history is too short for a forecast yet: it takes at least ${count(fewestPeriods(report.frequency), report.frequency)}.`}
          {horizon !== undefined && ` It will look ${count(horizon, report.frequency)} ahead.`}
        </Message>
      </Card>
      {run && <ForecastRun initial={run} dataset={dataset.name} />}
    </div>
  );
}

function ForecastRun({ initial, dataset }: { initial: PipelineRun; dataset: string }) {
  const { run } = useLiveRun(initial);
  return (
    <>
      {isOver(run) && run.status === 'succeeded' && (
        <Card>
          <Message
            icon={CircleCheck}
            tone="accent"
            title="The forecast is there"
            className="py-8"
            actions={
              <Button asChild variant="primary">
                <Link href={forecastHref(dataset)}>See the forecast</Link>
              </Button>
            }
          />
        </Card>
      )}
      <LiveRunCard initial={initial} title="The forecast is being made" />
    </>
  );
}
