import { compareForecasts, type ForecastComparison } from '@/lib/forecasts/compare';
import type { PipelineResult } from '@/lib/pipeline-runs/schema';
import type { Evaluation } from './evaluate';
import type { ForecastOutput } from './forecast';
import type { Registration } from './register';
import { readRunStart } from './run-start';
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
    registered:
      registration && registration.modelVersion !== null
        ? { modelName: registration.modelName, modelVersion: registration.modelVersion }
        : null,
    published: { kind: registration?.publish.kind ?? 'own', modelVersion: published.modelVersion },
    outcome: registration?.reason ?? 'registration is switched off for this run',
    forecastId: published.forecastId,
  };
  const repeated = (await readRunStart(runId))?.repeats?.runId;
  const repeat = repeated === undefined ? undefined : { of: repeated, ...(await compareForecasts(runId, repeated)) };
  await workspace.writeJson('report.json', { ...result, gates: evaluation.gates, registration, repeat });
  const message = result.outcome ?? '';
  progress({ fraction: 1, message: repeat ? `${message}; ${sameness(repeat)}` : message });
  return result;
};

/** How the forecasts of a repeat compare, in words. */
function sameness({ of, points, differing }: { of: string } & Partial<ForecastComparison>): string {
  if (points === undefined) return `run ${of} published nothing to compare with`;
  return differing === 0
    ? `its ${points} points are those of run ${of}, bit for bit`
    : `${differing} of ${points} points differ from run ${of}`;
}
