import { getDataset } from '@/lib/datasets/service';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { getPipelineRun } from '@/lib/pipeline-runs/service';
import { type RunVersion, versionsOfRun } from '@/lib/registry/versions-of-run';
import type { TrackedRun } from '@/lib/tracking/schema';
import { type RunSurroundings, runSurroundings } from '@/lib/tracking/service';
import { orUndefined } from '../../../or-undefined';

/** A run with what its page needs to know around it. */
export interface RunContext {
  run: TrackedRun;
  around: RunSurroundings;
  versions: RunVersion[];
  pipelineRun: PipelineRun | undefined;
  /** Of the figures; null where nobody knows what they are of. */
  currency: string | null;
}

/** @throws AlmanacError `not_found` naming `id` where it has gone meanwhile */
export async function readRunContext(run: TrackedRun): Promise<RunContext> {
  const [around, versions] = await Promise.all([runSurroundings(run.id), versionsOfRun(run.id)]);
  const pipelineRun = run.pipelineRunId ? await orUndefined(getPipelineRun(run.pipelineRunId)) : undefined;
  const dataset = pipelineRun && (await orUndefined(getDataset(pipelineRun.dataset)));
  return { run, around, versions, pipelineRun, currency: dataset?.currency ?? null };
}
