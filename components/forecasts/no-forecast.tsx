import { ChartSpline, CircleAlert } from 'lucide-react';
import Link from 'next/link';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { LiveRunCard } from '../pipelines/live-run-card';
import { RunPipelineButton } from '../pipelines/run-dialog';
import { isOver } from '../pipelines/run-progress';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Message } from '../ui/message';

/** The forecast page before there is a forecast: the run that makes it, the run that failed to, or the button that starts one. */
export function NoForecast({ dataset, lastRun }: { dataset: string; lastRun: PipelineRun | undefined }) {
  if (lastRun && !isOver(lastRun)) {
    return <LiveRunCard initial={lastRun} title="The first forecast is being made" />;
  }
  if (lastRun?.status === 'failed') {
    return (
      <Card>
        <Message
          icon={CircleAlert}
          tone="danger"
          title="The last run failed before there was a forecast"
          actions={
            <>
              <RunPipelineButton initial={{ dataset }} />
              <Button asChild>
                <Link href={`/pipelines/${lastRun.id}`}>See what happened</Link>
              </Button>
            </>
          }
        >
          {lastRun.error?.message}
        </Message>
      </Card>
    );
  }
  return (
    <Card>
      <Message icon={ChartSpline} tone="accent" title="No forecast yet" actions={<RunPipelineButton initial={{ dataset }} />}>
        A run learns from the sales, compares the models against an honest baseline, and publishes a forecast with intervals for every
        series.
      </Message>
    </Card>
  );
}
