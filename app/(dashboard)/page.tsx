import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { DatasetSwitch } from '@/components/datasets/dataset-switch';
import { seriesLabel } from '@/components/forecasts/series-label';
import { count, day, words } from '@/components/format';
import { AlertList } from '@/components/monitoring/alert-list';
import { AccuracyTable } from '@/components/overview/accuracy-table';
import { ActivityFeed } from '@/components/overview/activity-feed';
import { FirstSteps } from '@/components/overview/first-steps';
import { Movers } from '@/components/overview/movers';
import { OutlookChart } from '@/components/overview/outlook-chart';
import { OverviewSkeleton } from '@/components/overview/overview-skeleton';
import { OverviewTiles } from '@/components/overview/overview-tiles';
import { LiveRunBanner } from '@/components/pipelines/live-run-card';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { isOver } from '@/components/pipelines/run-progress';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { RelativeTime } from '@/components/ui/time';
import { datasetsWithData, defaultDataset, isDataset } from '@/lib/datasets/with-data';
import { requireSession } from '@/lib/http/require-session';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { type OverviewView, readActivity, readOverview, readWatch, type Watch } from './overview-view';
import { type SearchParams, searchText } from './search-params';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/');
  const asked = searchText((await searchParams).dataset);
  // Before anything is sent, so that the status says it too.
  if (asked !== undefined && !(await isDataset(asked))) notFound();
  const dataset = asked ?? (await defaultDataset());
  return (
    <Suspense key={dataset} fallback={<OverviewSkeleton />}>
      <Overview dataset={dataset} />
    </Suspense>
  );
}

async function Overview({ dataset }: { dataset: string }) {
  const [view, runs, datasets] = await Promise.all([readOverview(dataset), listPipelineRuns({ dataset, limit: 1 }), datasetsWithData()]);
  const [lastRun] = runs.items;
  const chooser = <DatasetSwitch dataset={dataset} datasets={datasets} />;
  if (!view) {
    return (
      <div className="flex flex-col gap-5">
        <PageHeader title="Overview" description={words(dataset)} actions={chooser} />
        <FirstSteps dataset={dataset} hasData={datasets.includes(dataset)} lastRun={lastRun} />
      </div>
    );
  }
  const { forecast } = view;
  const watch = readWatch(dataset);
  // Whoever waits for it hears of its failure; until somebody does, it is nobody's.
  watch.catch(() => undefined);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Overview"
        description={
          <>
            {words(dataset)} · sales up to {day(view.dataset.dataThrough)} · forecast published <RelativeTime value={forecast.createdAt} />
          </>
        }
        actions={
          <>
            {chooser}
            <RunPipelineButton key={dataset} initial={{ dataset }} />
          </>
        }
      />
      {lastRun && !isOver(lastRun) && <LiveRunBanner key={lastRun.id} initial={lastRun} />}
      <OverviewTiles
        dataset={dataset}
        currency={view.dataset.currency}
        outlook={view.outlook}
        champion={view.champion}
        lastRun={lastRun}
        schedule={view.schedule}
        watch={watch}
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Outlook view={view} />
          <Card id="accuracy" aria-labelledby="accuracy-title" className="overflow-hidden">
            <CardHeader
              id="accuracy-title"
              title="What was said, what came"
              description="Published forecasts against sales that have come since"
            />
            <Suspense fallback={<Skeleton className="mx-4 mb-4 h-24" />}>
              <Accuracy watch={watch} origin={forecast.origin} />
            </Suspense>
          </Card>
          <Card aria-labelledby="activity-title" className="overflow-hidden">
            <CardHeader id="activity-title" title="Recent activity" />
            <Suspense fallback={<Skeleton className="mx-4 mb-4 h-24" />}>
              <Activities dataset={dataset} />
            </Suspense>
          </Card>
        </div>
        <div className="grid min-w-0 gap-5 md:grid-cols-2 xl:grid-cols-1">
          <Card id="alerts" aria-labelledby="alerts-title" className="overflow-hidden">
            <CardHeader id="alerts-title" title="Alerts" />
            <Suspense fallback={<Skeleton className="mx-4 mb-4 h-10" />}>
              <Alerts watch={watch} dataset={dataset} />
            </Suspense>
          </Card>
          {view.movers.length > 0 && (
            <Card aria-labelledby="movers-title" className="overflow-hidden">
              <CardHeader id="movers-title" title="Top movers" description="Largest expected change against last year, next 4 weeks" />
              <Movers movers={view.movers} dataset={dataset} currency={view.dataset.currency} />
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}

function Outlook({ view: { dataset, forecast, whole } }: { view: OverviewView }) {
  const name = seriesLabel({ level: whole.level, keys: {} });
  return (
    <Card aria-labelledby="outlook-title">
      <CardHeader
        id="outlook-title"
        title="Outlook"
        description={`${name}, the next ${count(forecast.horizon, forecast.frequency)} with 80% and 95% intervals, last year dashed`}
        actions={
          <Button asChild size="sm">
            <Link href={`/forecasts?${new URLSearchParams({ dataset: dataset.name })}`}>
              Open the forecast
              <ArrowRight aria-hidden />
            </Link>
          </Button>
        }
      />
      <OutlookChart
        name={name}
        data={{
          ...{ history: whole.history, points: whole.points, origin: forecast.origin },
          currency: dataset.currency,
          frequency: forecast.frequency,
        }}
      />
    </Card>
  );
}

async function Activities({ dataset }: { dataset: string }) {
  return <ActivityFeed items={await readActivity(dataset)} />;
}

async function Alerts({ watch, dataset }: { watch: Promise<Watch>; dataset: string }) {
  return <AlertList alerts={(await watch).alerts} dataset={dataset} />;
}

async function Accuracy({ watch, origin }: { watch: Promise<Watch>; origin: string }) {
  const { accuracy } = await watch;
  if (accuracy.length > 0) return <AccuracyTable items={accuracy} />;
  return (
    <p className="border-t px-4 py-4 text-sm text-pretty text-muted">
      Nothing that was published has come true yet. Once sales after {day(origin)} are in and a run has read them, each forecast is scored
      here against them, beside the seasonal naive. Until then the champion’s test window says how well it does.
    </p>
  );
}
