import { readPanel } from '@/lib/data/panel-file';
import { Workspace } from '@/lib/pipeline/workspace';
import { measureDrift } from './drift-measure';
import type { DriftOrder } from './drift-tasks';
import { restatedBetween } from './restated';
import { type DriftReport, driftFile } from './schema';

/** Measures the drift of a run's data and keeps the report beside them. @throws AlmanacError `not_found` where the run's data are gone */
export async function makeDriftReport({ runId, former }: DriftOrder): Promise<DriftReport> {
  const { panel, meta } = await readPanel(runId);
  const then = former === null ? undefined : await readPanel(former);
  const report: DriftReport = {
    ...measureDrift(panel, meta),
    ...{ runId, measuredAt: new Date().toISOString() },
    restated:
      then && former !== null ? { runId: former, datasetVersion: then.meta.datasetVersion, ...restatedBetween(panel, then.panel) } : null,
  };
  await new Workspace(runId).writeJson(driftFile, report);
  return report;
}
