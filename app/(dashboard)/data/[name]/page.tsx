import { ChartSpline, FilePlus2 } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { appendHref, datasetHref, forecastHref } from '@/components/data/addresses';
import { FreshnessBadge } from '@/components/data/freshness-badge';
import { words } from '@/components/format';
import { LiveRunBanner } from '@/components/pipelines/live-run-card';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { isOver } from '@/components/pipelines/run-progress';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { getDatasetOverview } from '@/lib/datasets/overview';
import { requireSession } from '@/lib/http/require-session';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { nameInAddress } from '../../name-in-address';
import { orUndefined } from '../../or-undefined';
import { type SearchParams, searchText } from '../../search-params';
import { type DataTab, dataTabs, isDataTab } from '../tab-names';
import { tabViews } from './tabs';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: words(nameInAddress((await params).name) ?? 'Data') };
}

export default async function DatasetPage({ params, searchParams }: Props) {
  const name = nameInAddress((await params).name);
  if (name === undefined) notFound();
  await requireSession(datasetHref(name));
  const search = await searchParams;
  const [dataset, runs] = await Promise.all([orUndefined(getDatasetOverview(name)), listPipelineRuns({ dataset: name, limit: 1 })]);
  if (!dataset) notFound();
  const asked = searchText(search.tab);
  const open: DataTab = isDataTab(asked) ? asked : 'profile';
  const { structure, version, freshness, kind } = dataset;
  const facts = [
    structure && `by ${structure.frequency}`,
    structure && (structure.keys.join(' × ') || 'one series'),
    dataset.currency,
    version && `version ${version.version}`,
  ];
  const tabs = (Object.keys(dataTabs) as DataTab[]).map((tab) => {
    const View = tabViews[tab];
    const waiting = <Skeleton key={tab} className="h-96" />;
    // Only the open one is read and sent.
    const content =
      tab === open ? (
        <Suspense key={tab} fallback={waiting}>
          <View dataset={dataset} search={search} />
        </Suspense>
      ) : (
        waiting
      );
    return { value: tab, label: dataTabs[tab], content };
  });
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <Link href="/data" className="rounded-sm hover:text-ink hover:underline">
            Data
          </Link>
        }
        title={
          <>
            <span className="wrap-anywhere">{words(name)}</span>
            <Badge tone={kind === 'synthetic' ? 'neutral' : 'info'}>{kind === 'synthetic' ? 'Made up' : 'Imported'}</Badge>
            {freshness && <FreshnessBadge freshness={freshness} />}
          </>
        }
        description={
          <>
            {facts.filter(Boolean).join(' · ')}
            {dataset.description && <span className="block">{dataset.description}</span>}
          </>
        }
        actions={
          <>
            {dataset.forecast && (
              <Button asChild>
                <Link href={forecastHref(name)}>
                  <ChartSpline aria-hidden />
                  Forecast
                </Link>
              </Button>
            )}
            {kind === 'imported' && version && (
              <Button asChild>
                <Link href={appendHref(name)}>
                  <FilePlus2 aria-hidden />
                  Add rows
                </Link>
              </Button>
            )}
            <RunPipelineButton initial={{ dataset: name }} />
          </>
        }
      />
      {runs.items[0] && !isOver(runs.items[0]) && <LiveRunBanner key={runs.items[0].id} initial={runs.items[0]} />}
      <UrlTabs label="Views of the dataset" tabs={tabs} />
    </div>
  );
}
