import { setTimeout as sleep } from 'node:timers/promises';
import { db } from '@/lib/db';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun, getPipelineRun } from '@/lib/pipeline-runs/service';

/** Fixed, so that two instances that start on one database queue the first run once. */
const FIRST_RUN_ID = '00000000-0000-4000-8000-000000000001';

/**
 * Queues the first run on the sample retailer where no pipeline has run yet, and returns its id; also where a start that was
 * killed had queued it and it has not ended. Undefined where there is nothing to wait for.
 */
export async function queueFirstRun(): Promise<string | undefined> {
  const unfinished = await db().pipelineRun.findFirst({ where: { id: FIRST_RUN_ID, status: { in: ['queued', 'running'] } } });
  if (unfinished) return unfinished.id;
  if ((await db().pipelineRun.count()) > 0) return undefined;
  const run = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'setup', id: FIRST_RUN_ID });
  return run.id;
}

/** Tells of each step as it ends, until the run has ended. */
export async function narrateRun(id: string, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const told = new Set<string>();
  while (!signal.aborted) {
    const run = await getPipelineRun(id);
    for (const step of run.steps) {
      if (step.status !== 'succeeded' || told.has(step.name) || !step.startedAt || !step.finishedAt) continue;
      told.add(step.name);
      log(`  ${step.name}: ${((Date.parse(step.finishedAt) - Date.parse(step.startedAt)) / 1000).toFixed(1)} s`);
    }
    if (run.status === 'succeeded') log('The first forecast is published.');
    if (run.status === 'failed') log(`The first run failed: ${run.error?.message ?? 'see its page'}`);
    if (['succeeded', 'failed', 'cancelled'].includes(run.status)) return;
    await sleep(1000, undefined, { signal }).catch(() => undefined);
  }
}
