import { notFound } from '@/lib/errors';
import { Workspace } from '@/lib/pipeline/workspace';
import type { RunValidation } from './history-schema';
import { getPipelineRun } from './service';

/** What the validate step of a run found, with the first places of each check. @throws AlmanacError `not_found` also where it has not got so far */
export async function runValidationReport(id: string): Promise<RunValidation> {
  const run = await getPipelineRun(id);
  const report = await new Workspace(run.id).readOptionalJson<RunValidation>('validation.json');
  if (!report) throw notFound(`Run ${run.id} has not validated its data yet, or its files were removed.`, 'id');
  return report;
}
