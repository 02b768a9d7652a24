import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, Suspense } from 'react';
import { RunHeader } from '@/components/runs/run-header';
import { RunSkeleton, RunTabSkeleton } from '@/components/runs/run-skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { requireSession } from '@/lib/http/require-session';
import type { TrackedRun } from '@/lib/tracking/schema';
import { getTrackedRun } from '@/lib/tracking/service';
import { orUndefined } from '../../../or-undefined';
import type { SearchParams } from '../../../search-params';
import { readRunContext } from './run-context';
import { type RunSearch, type RunTab, readRunSearch, runTabs } from './run-search';
import { tabViews } from './tab-views';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

/** For the title and for the page: read once. */
const findRun = cache((id: string) => orUndefined(getTrackedRun(id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await findRun((await params).id);
  return { title: run ? `Run ${run.name}` : 'Run' };
}

export default async function TrackedRunPage({ params, searchParams }: Props) {
  const { id } = await params;
  await requireSession(`/experiments/runs/${id}`);
  // Before anything is sent, so that the status says it too.
  const run = await findRun(id);
  if (!run) notFound();
  return (
    <Suspense fallback={<RunSkeleton />}>
      <Run run={run} search={readRunSearch(await searchParams)} />
    </Suspense>
  );
}

async function Run({ run, search }: { run: TrackedRun; search: RunSearch }) {
  const context = await orUndefined(readRunContext(run));
  if (!context) notFound();
  const counts: Partial<Record<RunTab, number>> = {
    params: Object.keys(context.run.params).length,
    metrics: Object.keys(context.run.metrics).length,
  };
  const tabs = (Object.keys(runTabs) as RunTab[]).map((name) => {
    const View = tabViews[name];
    // Only the open one is read and sent; another shows its shape until it comes.
    const content =
      name === search.tab ? (
        <Suspense key={name} fallback={<RunTabSkeleton />}>
          <View context={context} search={search} />
        </Suspense>
      ) : (
        <RunTabSkeleton key={name} />
      );
    return { value: name, label: runTabs[name], count: counts[name], content };
  });
  return (
    <div className="flex flex-col gap-5">
      <RunHeader {...context} />
      <UrlTabs label="Views of the run" tabs={tabs} />
    </div>
  );
}
