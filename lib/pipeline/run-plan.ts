import { restorePlan, type SalesPlan, type StoredPlan } from '@/lib/data/plan/plan';
import { Workspace } from './workspace';

const planFile = 'plan.json';

/** Keeps what a run's covariates were made of: what-if makes them anew of an edited plan. */
export async function writeRunPlan(runId: string, plan: StoredPlan): Promise<void> {
  await new Workspace(runId).writeJson(planFile, plan);
}

/** Undefined where the run's data plan by covariates, not by tables, or the run is of an earlier version of Almanac. */
export async function readRunPlan(runId: string): Promise<SalesPlan | undefined> {
  const stored = await new Workspace(runId).readOptionalJson<StoredPlan>(planFile);
  return stored && restorePlan(stored);
}
