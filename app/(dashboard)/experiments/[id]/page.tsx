import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache, Suspense } from 'react';
import { ExperimentActions } from '@/components/experiments/experiment-actions';
import { ExperimentSkeleton } from '@/components/experiments/experiment-skeleton';
import { ExperimentSwitch } from '@/components/experiments/experiment-switch';
import { RunsTable } from '@/components/experiments/runs/runs-table';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { requireSession } from '@/lib/http/require-session';
import type { Experiment } from '@/lib/tracking/schema';
import { experimentNumber, getExperiment, listExperiments, loggedKeys } from '@/lib/tracking/service';
import { orUndefined } from '../../or-undefined';

type Props = { params: Promise<{ id: string }> };

/** Experiments that one can go on to from here; the others are found in the list. */
const mostOffered = 500;

/** For the title and for the page: read once. */
const find = cache((id: string): Promise<Experiment | undefined> => orUndefined((async () => getExperiment(experimentNumber(id)))()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id))?.name ?? 'Experiment' };
}

export default async function ExperimentPage({ params }: Props) {
  const { id } = await params;
  await requireSession(`/experiments/${id}`);
  // Before anything is sent, so that the status says it too.
  const experiment = await find(id);
  if (!experiment) notFound();
  return (
    <Suspense fallback={<ExperimentSkeleton />}>
      <Runs experiment={experiment} />
    </Suspense>
  );
}

async function Runs({ experiment }: { experiment: Experiment }) {
  const { id, name, lifecycleStage } = experiment;
  const [keys, others] = await Promise.all([loggedKeys(Number(id)), listExperiments({ limit: mostOffered })]);
  const deleted = lifecycleStage === 'deleted';
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <Link href="/experiments" prefetch={false} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
            <ArrowLeft aria-hidden className="size-3.5" />
            Experiments
          </Link>
        }
        title={<span className="min-w-0 wrap-anywhere">{name}</span>}
        actions={
          <>
            <ExperimentSwitch current={{ id, name }} experiments={others.items.map((one) => ({ id: one.id, name: one.name }))} />
            <ExperimentActions experiment={{ id, name, lifecycleStage }} />
          </>
        }
      />
      {deleted && (
        <Callout tone="warning" title="This experiment is deleted">
          Its runs are among the deleted ones. It can be restored with them until it is purged.
        </Callout>
      )}
      <RunsTable key={id} experiment={{ id, name }} keys={keys} />
    </div>
  );
}
