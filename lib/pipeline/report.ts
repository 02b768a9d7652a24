import type { PipelineResult } from '@/lib/pipeline-runs/schema';
import type { Evaluation } from './evaluate';
import type { ForecastOutput } from './forecast';
import type { Registration } from './register';
import type { Task } from './task';
import { Workspace } from './workspace';

/** Gathers what a finished run has to show. */
export const report: Task<PipelineResult> = async ({ runId, report: progress }) => {
  const workspace = new Workspace(runId);
  const evaluation = await workspace.readJson<Evaluation>('evaluation.json');
  const published = await workspace.readJson<ForecastOutput>('forecast.json');
  const registration = await workspace.readOptionalJson<Registration>('registration.json');
  const result: PipelineResult = {
    bestModel: evaluation.best,
    metrics: { ...evaluation.metrics, intervals: evaluation.intervals },
    modelName: registration?.modelName ?? null,
    modelVersion: published.modelVersion,
    forecastId: published.forecastId,
  };
  await workspace.writeJson('report.json', { ...result, gates: evaluation.gates, registration });
  progress({ fraction: 1, message: registration?.reason ?? 'registration is switched off for this run' });
  return result;
};
