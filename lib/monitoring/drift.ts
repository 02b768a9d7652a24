import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { logger } from '@/lib/logger';
import { runTask } from '@/lib/pipeline/child';
import { Workspace } from '@/lib/pipeline/workspace';
import { artifactStore } from '@/lib/storage';
import type { DriftOrder } from './drift-tasks';
import { type DriftAnswer, type DriftReport, driftFile, driftReport } from './schema';

/** Earlier forecasts that are looked at for one of another version of the data. */
const lookedAt = 50;
const underWay = new Map<string, Promise<DriftReport>>();

/** How the data of the newest published forecast differ from those before. Measured once a run, then kept. */
export async function readDrift(dataset: string): Promise<DriftAnswer> {
  const forecasts = await db().forecast.findMany({
    where: { dataset, publishedAt: { not: null }, pipelineRunId: { not: null } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    select: { pipelineRunId: true, datasetVersion: true, level: true, frequency: true },
    take: lookedAt,
  });
  const [newest] = forecasts;
  const runId = newest?.pipelineRunId;
  if (!runId) return { report: null, reason: 'Nothing has been published yet: the first run brings the data to look at.' };
  const kept = await new Workspace(runId).readOptionalJson<unknown>(driftFile);
  const known = driftReport.safeParse(kept);
  if (known.success) return { report: known.data, reason: null };
  if (!(await hasPanel(runId)))
    return { report: null, reason: 'The data that the newest run read are not kept any more. The next run brings them.' };
  const earlier = forecasts.find(
    (one) => one.datasetVersion < newest.datasetVersion && one.level === newest.level && one.frequency === newest.frequency,
  )?.pipelineRunId;
  const former = earlier && (await hasPanel(earlier)) ? earlier : null;
  try {
    return { report: await measured({ runId, former }), reason: null };
  } catch (error) {
    // What else is watched must not wait for it: the page says so, and asks again when it is read again.
    logger.error({ err: error, runId }, 'drift was not measured');
    return {
      report: null,
      reason: 'The data could not be measured this time; the server’s log says why. Reading this page again tries again.',
    };
  }
}

/** Two who ask at once wait for the same measurement. */
function measured(order: DriftOrder): Promise<DriftReport> {
  const running = underWay.get(order.runId);
  if (running) return running;
  const measuring = runTask('measure-drift', { runId: order.runId, parameters: order }).then((report) => {
    const read = driftReport.safeParse(report);
    if (!read.success)
      throw new AlmanacError('internal', 'The drift of the data was measured, but its report cannot be read.', [], { cause: read.error });
    return read.data;
  });
  underWay.set(order.runId, measuring);
  return measuring.finally(() => underWay.delete(order.runId));
}

async function hasPanel(runId: string): Promise<boolean> {
  return (await artifactStore().stat(`pipeline-runs/${runId}/panel.json`)) !== undefined;
}
