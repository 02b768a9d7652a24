import { ChartSpline, CircleAlert, FileSpreadsheet, Store } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { sampleDataset } from '@/lib/pipeline/sample-dataset';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { words } from '../format';
import { LiveRunCard } from '../pipelines/live-run-card';
import { RunPipelineButton } from '../pipelines/run-dialog';
import { isOver } from '../pipelines/run-progress';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { SampleButton } from './sample-button';

function Choice({ icon, title, children, action }: { icon: ReactNode; title: string; children: ReactNode; action: ReactNode }) {
  return (
    <Card className="flex flex-col p-5">
      <span className="grid size-10 place-items-center rounded-lg border bg-accent-soft text-accent-ink [&_svg]:size-5">{icon}</span>
      <h2 className="mt-4 text-lg font-semibold">{title}</h2>
      <div className="mt-1 flex-1 text-sm text-pretty text-muted">{children}</div>
      <div className="mt-5">{action}</div>
    </Card>
  );
}

/** The way to forecasts of one's own sales. */
function OwnData() {
  return (
    <Choice
      icon={<FileSpreadsheet aria-hidden />}
      title="Bring your own CSV"
      action={
        <Button asChild variant="primary">
          <Link href="/data/import">Bring your own CSV</Link>
        </Button>
      }
    >
      <p>A date, what was sold, and what it was sold by: a store, a product, a region. CSV, TSV or Parquet.</p>
      <ol className="mt-3 list-decimal space-y-1 pl-4 marker:text-faint">
        <li>Choose a file; its columns are recognised.</li>
        <li>Look at the preview and correct what was guessed wrong.</li>
        <li>Run the pipeline: the first forecast takes a minute or two.</li>
      </ol>
    </Choice>
  );
}

/** The overview before there is a forecast: the run that makes it, live, or what can be done to get one; one's own data beside it. */
export function FirstSteps({ dataset, hasData, lastRun }: { dataset: string; hasData: boolean; lastRun: PipelineRun | undefined }) {
  if (lastRun && !isOver(lastRun)) {
    return (
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <LiveRunCard
          initial={lastRun}
          title={dataset === sampleDataset ? 'The sample retailer’s first forecast is being made' : 'The first forecast is being made'}
        />
        <OwnData />
      </div>
    );
  }
  const failed = lastRun?.status === 'failed';
  return (
    <div className="flex flex-col gap-5">
      {failed && (
        <Callout
          tone="danger"
          title="The last run failed before there was a forecast"
          actions={
            <Button asChild size="sm">
              <Link href={`/pipelines/${lastRun.id}`}>See what happened</Link>
            </Button>
          }
        >
          {lastRun.error?.message}
        </Callout>
      )}
      <div className="grid gap-5 md:grid-cols-2">
        {dataset === sampleDataset ? (
          <Choice icon={<Store aria-hidden />} title="Look around with the sample retailer" action={<SampleButton again={failed} />}>
            <p>
              A made-up retailer with ten stores and two years of daily sales: seasons, holidays, promotions, closures. One run makes the
              data, trains and compares the models, and publishes a forecast in under two minutes.
            </p>
          </Choice>
        ) : (
          <Choice
            icon={failed ? <CircleAlert aria-hidden /> : <ChartSpline aria-hidden />}
            title={hasData ? `${words(dataset)} has no forecast yet` : `${words(dataset)} has no data yet`}
            action={hasData && <RunPipelineButton initial={{ dataset }} />}
          >
            <p>
              {hasData
                ? 'A run learns from the sales, compares the models against an honest baseline, and publishes a forecast with intervals for every series.'
                : 'Bring its sales first; then a run can learn from them.'}
            </p>
          </Choice>
        )}
        <OwnData />
      </div>
    </div>
  );
}
