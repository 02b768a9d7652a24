import type { BoostedConfig } from '@/lib/models/boosted';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, finishRun, logMetrics, logParams, type MetricPoint, setTags } from '@/lib/tracking/service';
import type { BacktestDetail } from '@/lib/tuning/boosted-backtest';
import { pooled } from '@/lib/tuning/origin-loss';
import type { Trial } from '@/lib/tuning/successive-halving';

/** Where trials are logged. */
export interface TrialTracking {
  experimentId: number;
  pipelineRunId: string;
  /** The tracked run of the member that is tuned; it may be created later. */
  parentRunId: string;
}

/** The tracked run of a trial: always the same for the same pipeline run, member and number. */
export function trialRunId(pipelineRunId: string, name: string, trial: number): string {
  return runIdFor(pipelineRunId, `${name}/trial/${trial}`);
}

/** Logs a trial as far as it has come, as a run nested under its member's, in place of what it had logged before. */
export async function trackTrial(
  { experimentId, pipelineRunId, parentRunId }: TrialTracking,
  name: string,
  logged: { trial: Trial<BacktestDetail>; config: BoostedConfig; rungs: number; chosen?: boolean },
): Promise<void> {
  const { trial, config, rungs, chosen = false } = logged;
  const id = trialRunId(pipelineRunId, name, trial.number);
  await createRun({ id, experimentId, name: `${name} trial ${trial.number}`, pipelineRunId, parentRunId });
  await logParams(id, { trial: trial.number, ...trial.point, config: JSON.stringify(config) });
  await logMetrics(id, metricsOf(trial));
  const error = trial.rungs.at(-1)?.error;
  await setTags(id, {
    'almanac.tuning': error ? 'failed' : chosen ? 'chosen' : trial.rungs.length < rungs ? 'stopped' : 'finished',
    'almanac.tuning.rungs': `${trial.rungs.length} of ${rungs}`,
    ...(error && { 'almanac.tuning.error': error }),
  });
  await finishRun(id, error ? 'FAILED' : 'FINISHED');
}

/** By rung: loss over the default's, errors and trees; by origin: RMSE. */
function metricsOf({ rungs }: Trial<BacktestDetail>): MetricPoint[] {
  const timestamp = Date.now();
  const points = rungs.flatMap(({ loss, detail }, step) => {
    if (loss === null || !detail) return [];
    const figures = {
      relative_loss: loss,
      backtest_rmse: pooled(detail.origins, 'rmse'),
      backtest_wape: pooled(detail.origins, 'wape'),
      origins: detail.origins.length,
      iterations: detail.iterations,
    };
    return Object.entries(figures).map(([key, value]) => ({ key, value, step, timestamp }));
  });
  const folds = rungs.findLast(({ detail }) => detail)?.detail?.origins ?? [];
  const inTime = [...folds].sort((a, b) => a.origin - b.origin);
  return [...points, ...inTime.map((fold, step) => ({ key: 'fold_rmse', value: pooled([fold], 'rmse'), step, timestamp }))];
}
