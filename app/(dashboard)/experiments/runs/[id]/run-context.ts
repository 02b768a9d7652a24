import { getDataset } from '@/lib/datasets/service';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { getPipelineRun } from '@/lib/pipeline-runs/service';
import { type RunVersion, versionsOfRun } from '@/lib/registry/versions-of-run';
import type { TrackedRun } from '@/lib/tracking/schema';
import { getTrackedRun, type RunSurroundings, runSurroundings } from '@/lib/tracking/service';
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

/** @throws AlmanacError `not_found` naming `id` */
export async function readRunContext(id: string): Promise<RunContext> {
  const [run, around, versions] = await Promise.all([getTrackedRun(id), runSurroundings(id), versionsOfRun(id)]);
  const pipelineRun = run.pipelineRunId ? await orUndefined(getPipelineRun(run.pipelineRunId)) : undefined;
  const dataset = pipelineRun && (await orUndefined(getDataset(pipelineRun.dataset)));
  return { run, around, versions, pipelineRun, currency: dataset?.currency ?? null };
}
