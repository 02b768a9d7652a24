import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RunPage } from '@/components/pipelines/run-page';
import { getDataset } from '@/lib/datasets/service';
import { requireSession } from '@/lib/http/require-session';
import { getPipelineRun } from '@/lib/pipeline-runs/service';
import { orUndefined } from '../../or-undefined';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Run ${(await params).id.slice(0, 8)}` };
}

export default async function PipelineRunPage({ params }: Props) {
  const { id } = await params;
  await requireSession(`/pipelines/${id}`);
  const run = await orUndefined(getPipelineRun(id));
  if (!run) notFound();
  const dataset = await orUndefined(getDataset(run.dataset));
  return <RunPage key={run.id} initial={run} currency={dataset?.currency ?? 'USD'} />;
}
