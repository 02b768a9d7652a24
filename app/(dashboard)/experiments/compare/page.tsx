import { ArrowLeft, GitCompareArrows } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { RunComparison } from '@/components/experiments/compare/run-comparison';
import { ExperimentSkeleton } from '@/components/experiments/experiment-skeleton';
import { count } from '@/components/format';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { requireSession } from '@/lib/http/require-session';
import { compareRuns, getTrackedRuns, lineKeys } from '@/lib/tracking/service';
import type { SearchParams } from '../../search-params';
import { type CompareSearch, mostCompared, readCompareSearch } from './compare-search';

export const metadata: Metadata = { title: 'Compare runs' };

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = readCompareSearch(await searchParams);
  await requireSession(`/experiments/compare?runs=${search.ids.join(',')}`);
  return (
    <Suspense fallback={<ExperimentSkeleton />}>
      <Compare search={search} />
    </Suspense>
  );
}

async function Compare({ search: { ids, leftOut } }: { search: CompareSearch }) {
  const found = (await getTrackedRuns(ids)).map(({ id }) => id);
  if (found.length < 2) return <TooFew lost={ids.length - found.length} />;
  const [comparison, keys] = await Promise.all([compareRuns(found, { differing: false }), lineKeys(found)]);
  const [first] = comparison.runs;
  const one = comparison.runs.every(({ experimentId }) => experimentId === first?.experimentId);
  return (
    <div className="flex flex-col gap-5">
      <Header title={`Compare ${found.length} runs`} experiment={one ? first?.experimentId : undefined} />
      {found.length < ids.length && (
        <Callout tone="warning" title={`${count(ids.length - found.length, 'run')} could not be found`}>
          They may have been purged. The others are compared.
        </Callout>
      )}
      {leftOut > 0 && (
        <Callout tone="info" title={`The first ${mostCompared} are compared`}>
          {count(leftOut, 'more run')} {leftOut === 1 ? 'was' : 'were'} named.
        </Callout>
      )}
      <RunComparison comparison={comparison} lineKeys={keys} />
    </div>
  );
}

function Header({ title, experiment }: { title: string; experiment?: string | undefined }) {
  return (
    <PageHeader
      eyebrow={
        <Link
          href={experiment === undefined ? '/experiments' : `/experiments/${experiment}`}
          prefetch={false}
          className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          {experiment === undefined ? 'Experiments' : 'Runs'}
        </Link>
      }
      title={title}
    />
  );
}

function TooFew({ lost }: { lost: number }) {
  return (
    <div className="flex flex-col gap-5">
      <Header title="Compare runs" />
      <Card>
        <Message
          icon={GitCompareArrows}
          title={lost > 0 ? 'These runs are not there' : 'Choose two runs or more'}
          actions={
            <Button asChild variant="primary">
              <Link href="/experiments" prefetch={false}>
                To the experiments
              </Link>
            </Button>
          }
        >
          {lost > 0 ? 'They may have been purged. ' : ''}Open an experiment, select from 2 to {mostCompared} runs, then compare them.
        </Message>
      </Card>
    </div>
  );
}
