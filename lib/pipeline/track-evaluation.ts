import { isoDate } from '@/lib/data/days';
import type { PanelMeta } from '@/lib/data/panel-file';
import type { Panel } from '@/lib/features/panel';
import { modelName } from '@/lib/registry/names';
import { artifactUri } from '@/lib/storage';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, finishRun, getOrCreateExperiment, logArtifact, logInput, logMetrics, logParams } from '@/lib/tracking/service';
import { actualsAt, type BacktestPlan } from './backtest';
import type { ForecasterState } from './champion';
import { type Coherence, reconciliationFile } from './coherence';
import type { Evaluation } from './evaluate';
import type { Judgement } from './judgement';
import type { WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';
import type { TaskContext } from './task';

/** Where a run's whole forecaster is kept. */
export async function forecasterUri(pipelineRunId: string, parameters: PipelineParameters): Promise<string> {
  const experiment = await getOrCreateExperiment(modelName(parameters));
  return artifactUri(`${experiment.id}/${runIdFor(pipelineRunId, 'forecaster')}/artifacts/model`);
}

/** Logs the pipeline's own tracking run: what was judged, on what, how it came out, and every forecast that was scored. */
export async function trackEvaluation(logged: {
  context: TaskContext;
  meta: PanelMeta;
  panel: Panel;
  plan: BacktestPlan;
  evaluation: Evaluation;
  judgement: Judgement;
  forecasts: Record<string, WindowForecasts>;
  state: ForecasterState;
  coherence?: Coherence;
}): Promise<void> {
  const { context, meta, panel, plan, evaluation, judgement, forecasts, state, coherence } = logged;
  const experiment = await getOrCreateExperiment(modelName(context.parameters));
  const id = runIdFor(context.runId, 'forecaster');
  await createRun({ id, experimentId: experiment.id, name: 'forecaster', pipelineRunId: context.runId });
  const parameters = Object.fromEntries(
    Object.entries(context.parameters).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]),
  );
  await logParams(id, { ...parameters, best: evaluation.best });
  await logInput(id, {
    name: meta.dataset,
    digest: meta.fingerprint,
    sourceType: 'almanac',
    source: `${meta.dataset} version ${meta.datasetVersion}`,
  });
  const timestamp = Date.now();
  const figures = evaluation.metrics[evaluation.best] as Evaluation['metrics'][string];
  await logMetrics(id, [
    ...Object.entries(figures.backtest).map(([key, value]) => ({ key: `backtest_${key}`, value, step: 0, timestamp })),
    ...Object.entries(figures.test).map(([key, value]) => ({ key: `test_${key}`, value, step: 0, timestamp })),
    ...evaluation.intervals.flatMap(({ level, coverage, score, widthPercent }) => {
      const percent = Math.round(level * 100);
      return [
        { key: `coverage_${percent}`, value: coverage, step: 0, timestamp },
        { key: `interval_score_${percent}`, value: score, step: 0, timestamp },
        { key: `interval_width_${percent}`, value: widthPercent, step: 0, timestamp },
      ];
    }),
  ]);
  await logArtifact(id, 'evaluation.json', JSON.stringify(evaluation), 'application/json');
  await logArtifact(id, 'judgement.json', JSON.stringify(judgement), 'application/json');
  await logArtifact(id, 'model/forecaster.json', JSON.stringify(state), 'application/json');
  if (coherence) await logArtifact(id, `model/${reconciliationFile}`, bytesOf(coherence.learnt));
  await logArtifact(id, 'predictions.csv', predictionsCsv(panel, plan, forecasts), 'text/csv');
  await finishRun(id, 'FINISHED');
}

/** Every scored forecast beside its actual: window, origin, series, step and one column a model. */
function predictionsCsv(panel: Panel, plan: BacktestPlan, forecasts: Record<string, WindowForecasts>): string {
  const names = Object.keys(forecasts);
  const lines = [['window', 'origin', 'series', 'step', 'actual', ...names].join(',')];
  for (const window of ['selection', 'test'] as const) {
    const actual = actualsAt(panel, plan.origins[window], plan.horizon);
    const block = panel.ids.length * plan.horizon;
    for (let k = 0; k < actual.length; k++) {
      const origin = isoDate(plan.origins[window][Math.floor(k / block)] as number);
      const series = panel.ids[Math.floor((k % block) / plan.horizon)] as string;
      const values = names.map((name) => number((forecasts[name] as WindowForecasts)[window][k] as number));
      lines.push([window, origin, quote(series), (k % plan.horizon) + 1, number(actual[k] as number), ...values].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function number(value: number): string {
  return Number.isNaN(value) ? '' : String(Math.round(value * 1e4) / 1e4);
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
