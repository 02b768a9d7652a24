import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ExperimentList } from '@/components/experiments/experiment-list';
import { ExperimentSkeleton } from '@/components/experiments/experiment-skeleton';
import { NewExperimentButton } from '@/components/experiments/new-experiment-button';
import { PageHeader } from '@/components/ui/page-header';
import { requireSession } from '@/lib/http/require-session';
import { experimentOverviews } from '@/lib/tracking/service';
import { type SearchParams, searchText } from '../search-params';

export const metadata: Metadata = { title: 'Experiments' };

type View = 'active' | 'deleted';

export default async function ExperimentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/experiments');
  const view = searchText((await searchParams).view) === 'deleted' ? 'deleted' : 'active';
  return (
    <Suspense fallback={<ExperimentSkeleton />}>
      <Experiments view={view} />
    </Suspense>
  );
}

async function Experiments({ view }: { view: View }) {
  const experiments = await experimentOverviews(view);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Experiments"
        description="Every training run with what it was given and what came of it"
        actions={<NewExperimentButton />}
      />
      <ExperimentList experiments={experiments} view={view} />
    </div>
  );
}
