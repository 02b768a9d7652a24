import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { ForecastChart } from '@/components/charts/forecast-chart';
import { DatasetSwitch } from '@/components/datasets/dataset-switch';
import { ForecastSkeleton } from '@/components/forecasts/forecast-skeleton';
import { ForecastTiles } from '@/components/forecasts/forecast-tiles';
import { NoForecast } from '@/components/forecasts/no-forecast';
import { SeriesPicker } from '@/components/forecasts/series-picker';
import { count, day, words } from '@/components/format';
import { LiveRunBanner } from '@/components/pipelines/live-run-card';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { isOver } from '@/components/pipelines/run-progress';
import { ForecastTable } from '@/components/tables/forecast-table';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/time';
import { datasetsWithData, isDataset } from '@/lib/datasets/with-data';
import { requireSession } from '@/lib/http/require-session';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import type { SearchParams } from '../search-params';
import { type ForecastSearch, readForecastSearch } from './forecast-search';
import { readForecastView } from './forecast-view';

export const metadata: Metadata = { title: 'Forecasts' };

export default async function ForecastPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/forecasts');
  const search = readForecastSearch(await searchParams);
  // Before anything is sent, so that the status says it too.
  if (!search || !(await isDataset(search.dataset))) notFound();
  return (
    <Suspense fallback={<ForecastSkeleton />}>
      <Forecast search={search} />
    </Suspense>
  );
}

async function Forecast({ search }: { search: ForecastSearch }) {
  const [view, runs, schedule, datasets] = await Promise.all([
    readForecastView(search),
    listPipelineRuns({ dataset: search.dataset, limit: 1 }),
    getSchedule(),
    datasetsWithData(),
  ]);
  const [lastRun] = runs.items;
  const chooser = <DatasetSwitch dataset={search.dataset} datasets={datasets} />;
  if (!view) {
    return (
      <div className="flex flex-col gap-5">
        <PageHeader title="Forecasts" description={words(search.dataset)} actions={chooser} />
        <NoForecast dataset={search.dataset} lastRun={lastRun} />
      </div>
    );
  }
  const { dataset, forecast, series, history, points, holidays, events, model, levels, level } = view;
  const { currency } = dataset;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Forecasts"
        description={
          <>
            {words(dataset.name)} · {count(forecast.horizon, forecast.frequency)} from {day(forecast.origin)} · published{' '}
            <RelativeTime value={forecast.createdAt} />
          </>
        }
        actions={
          <>
            {chooser}
            <RunPipelineButton key={dataset.name} initial={{ dataset: dataset.name }} />
          </>
        }
      />
      {lastRun && !isOver(lastRun) && <LiveRunBanner key={lastRun.id} initial={lastRun} />}
      <SeriesPicker dataset={dataset.name} levels={levels} level={level} series={series}>
        <ForecastTiles
          points={points}
          history={history}
          currency={currency}
          frequency={forecast.frequency}
          model={model}
          lastRun={lastRun}
          schedule={(schedule.parameters.dataset ?? sampleDataset) === dataset.name ? schedule : undefined}
        />
        <Card aria-labelledby="chart-title" className="pb-1">
          <CardHeader id="chart-title" title={series.label} description="Sales and forecast with 80% and 95% intervals" />
          <ForecastChart
            key={series.id}
            name={series.label}
            data={{ history, points, origin: forecast.origin, holidays, events, currency, frequency: forecast.frequency }}
          />
        </Card>
        <Card aria-labelledby="table-title" className="overflow-hidden">
          <CardHeader
            id="table-title"
            title="Forecast in figures"
            description={`${series.label}, ${count(points.length, forecast.frequency)}`}
          />
          <ForecastTable key={series.id} points={points} history={history} currency={currency} name={series.label} />
        </Card>
      </SeriesPicker>
    </div>
  );
}
