import { Workspace } from '@/lib/pipeline/workspace';
import type { RunValidation, ValidationReport } from './history-schema';
import { getPipelineRun } from './service';

/** What the validate step of a run found, with the first places of each check; null where it has not got so far. @throws AlmanacError `not_found` */
export async function runValidationReport(id: string): Promise<RunValidation> {
  const run = await getPipelineRun(id);
  return { report: (await new Workspace(run.id).readOptionalJson<ValidationReport>('validation.json')) ?? null };
}
