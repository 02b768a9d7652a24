import { claimStep, recordProgress, recordSuccess, type StepClaim } from '@/lib/pipeline-runs/progress';
import { type PipelineResult, stepNames } from '@/lib/pipeline-runs/schema';
import { figures } from './retailer';

/** Does to a run's records what a worker does, at the test's pace. */
export class RunDriver {
  private readonly claims = new Map<string, StepClaim>();

  constructor(private readonly runId: string) {}

  async begin(name: string): Promise<void> {
    const claimed = await claimStep(this.runId, name, 1);
    if (!('claim' in claimed)) throw new Error(`Step ${name} has already succeeded.`);
    this.claims.set(name, claimed.claim);
  }

  async report(name: string, fraction: number, message: string): Promise<void> {
    await recordProgress(this.claim(name), { fraction, message });
  }

  async finish(name: string, result?: PipelineResult): Promise<void> {
    await recordSuccess(this.claim(name), {}, result);
  }

  /** Carries out every step that is left, so that the run succeeds with this forecast. `outcome` is what else, or else, came of it. */
  async finishAll(forecastId: string | null, outcome: Partial<PipelineResult> = {}): Promise<void> {
    for (const name of stepNames) {
      const claimed = await claimStep(this.runId, name, 1);
      // It succeeded or was skipped before.
      if (!('claim' in claimed)) continue;
      const result = {
        bestModel: 'ensemble',
        metrics: { ...figures, intervals: [] },
        modelName: 'sales-forecast',
        modelVersion: 1,
        forecastId,
        ...outcome,
      };
      await recordSuccess(claimed.claim, {}, name === 'report' ? result : undefined);
    }
  }

  private claim(name: string): StepClaim {
    const claim = this.claims.get(name);
    if (!claim) throw new Error(`Step ${name} has not begun.`);
    return claim;
  }
}
