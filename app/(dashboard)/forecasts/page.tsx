import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { DatasetSwitch } from '@/components/datasets/dataset-switch';
import { ForecastSkeleton, TabSkeleton } from '@/components/forecasts/forecast-skeleton';
import { NoForecast } from '@/components/forecasts/no-forecast';
import { SeriesPicker } from '@/components/forecasts/series-picker';
import { count, day, words } from '@/components/format';
import { LiveRunBanner } from '@/components/pipelines/live-run-card';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { isOver } from '@/components/pipelines/run-progress';
import { PageHeader } from '@/components/ui/page-header';
import { UrlTabs } from '@/components/ui/tabs';
import { RelativeTime } from '@/components/ui/time';
import { datasetsWithData, isDataset } from '@/lib/datasets/with-data';
import { requireSession } from '@/lib/http/require-session';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import type { SearchParams } from '../search-params';
import { readForecastContext } from './forecast-context';
import { type ForecastSearch, readForecastSearch } from './forecast-search';
import { type ForecastTab, forecastTabs } from './tab-names';
import { tabViews } from './tabs';

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
  const [context, runs, datasets] = await Promise.all([
    readForecastContext(search),
    listPipelineRuns({ dataset: search.dataset, limit: 1 }),
    datasetsWithData(),
  ]);
  const [lastRun] = runs.items;
  const chooser = <DatasetSwitch dataset={search.dataset} datasets={datasets} />;
  if (!context) {
    return (
      <div className="flex flex-col gap-5">
        <PageHeader title="Forecasts" description={words(search.dataset)} actions={chooser} />
        <NoForecast dataset={search.dataset} lastRun={lastRun} />
      </div>
    );
  }
  const { dataset, forecast, series, levels, level } = context;
  const tabs = (Object.keys(forecastTabs) as ForecastTab[]).map((name) => {
    const View = tabViews[name];
    // Only the open one is read and sent; another shows its shape until it comes.
    const content =
      name === search.tab ? (
        <Suspense key={`${name} ${series.id}`} fallback={<TabSkeleton />}>
          <View context={context} search={search} lastRun={lastRun} />
        </Suspense>
      ) : (
        <TabSkeleton key={name} />
      );
    return { value: name, label: forecastTabs[name], content };
  });
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
        <UrlTabs label="Views of the forecast" tabs={tabs} />
      </SeriesPicker>
    </div>
  );
}
