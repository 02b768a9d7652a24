import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { DatasetSwitch } from '@/components/datasets/dataset-switch';
import { words } from '@/components/format';
import { AccuracyCards } from '@/components/monitoring/accuracy-card';
import { AlertList } from '@/components/monitoring/alert-list';
import { DriftCard } from '@/components/monitoring/drift-card';
import { FreshnessCard } from '@/components/monitoring/freshness-card';
import { MonitoringTiles } from '@/components/monitoring/monitoring-tiles';
import { RunHealthCard } from '@/components/monitoring/run-health-card';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { datasetsWithData, defaultDataset, isDataset } from '@/lib/datasets/with-data';
import { requireSession } from '@/lib/http/require-session';
import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import type { DriftAnswer, Freshness, MonitoredAlert, RunHealth } from '@/lib/monitoring/schema';
import { readAccuracy, readAlerts, readDrift, readFreshness, readRunHealth } from '@/lib/monitoring/service';
import { type SearchParams, searchText } from '../search-params';

export const metadata: Metadata = { title: 'Monitoring' };

/** Read at once; each part of the page waits for its own only. */
interface Watched {
  accuracy: Promise<PublishedAccuracy[]>;
  drift: Promise<DriftAnswer>;
  alerts: Promise<MonitoredAlert[]>;
  health: Promise<RunHealth>;
  freshness: Promise<Freshness>;
}

export default async function MonitoringPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/monitoring');
  const query = await searchParams;
  const asked = searchText(query.dataset);
  if (asked !== undefined && !(await isDataset(asked))) notFound();
  const dataset = asked ?? (await defaultDataset());
  const drift = readDrift(dataset);
  const watched: Watched = {
    ...{ drift, accuracy: readAccuracy(dataset), alerts: readAlerts(dataset, drift) },
    ...{ health: readRunHealth(dataset), freshness: readFreshness(dataset) },
  };
  // Each is awaited by its part of the page; one that fails before that is not unheard.
  for (const reading of Object.values(watched)) reading.catch(() => undefined);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Monitoring"
        description={words(dataset)}
        actions={<DatasetSwitch dataset={dataset} datasets={await datasetsWithData()} />}
      />
      <Suspense key={`tiles ${dataset}`} fallback={<Skeleton className="h-24" />}>
        <Short watched={watched} />
      </Suspense>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Suspense key={`accuracy ${dataset}`} fallback={<Skeleton className="h-72" />}>
            <Accuracy watched={watched} level={searchText(query.level)} />
          </Suspense>
          <Suspense key={`drift ${dataset}`} fallback={<Skeleton className="h-96" />}>
            <Drift watched={watched} />
          </Suspense>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Card id="alerts" aria-labelledby="alerts-title" className="scroll-mt-4 overflow-hidden">
            <CardHeader id="alerts-title" title="Alerts" description="What is amiss, and what to do about it" />
            <Suspense key={`alerts ${dataset}`} fallback={<Skeleton className="mx-4 mb-4 h-24" />}>
              <Alerts watched={watched} dataset={dataset} />
            </Suspense>
          </Card>
          <Suspense key={`runs ${dataset}`} fallback={<Skeleton className="h-72" />}>
            <Runs watched={watched} />
          </Suspense>
          <Suspense key={`freshness ${dataset}`} fallback={<Skeleton className="h-40" />}>
            <Data watched={watched} />
          </Suspense>
        </div>
      </div>
    </div>
  );
}

async function Short({ watched }: { watched: Watched }) {
  const [accuracy, freshness, health] = await Promise.all([watched.accuracy, watched.freshness, watched.health]);
  return <MonitoringTiles alerts={watched.alerts} accuracy={accuracy} freshness={freshness} health={health} />;
}

async function Accuracy({ watched, level }: { watched: Watched; level: string | undefined }) {
  const [items, freshness] = await Promise.all([watched.accuracy, watched.freshness]);
  return <AccuracyCards items={items} level={level} origin={freshness.forecast?.origin} />;
}

async function Drift({ watched }: { watched: Watched }) {
  return <DriftCard answer={await watched.drift} />;
}

async function Alerts({ watched, dataset }: { watched: Watched; dataset: string }) {
  return <AlertList alerts={await watched.alerts} dataset={dataset} />;
}

async function Runs({ watched }: { watched: Watched }) {
  return <RunHealthCard health={await watched.health} />;
}

async function Data({ watched }: { watched: Watched }) {
  return <FreshnessCard freshness={await watched.freshness} />;
}
