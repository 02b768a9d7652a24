import type { PanelMeta } from '@/lib/data/panel-file';
import { parquetBytes } from '@/lib/data/parquet';
import type { Panel } from '@/lib/features/panel';
import { modelName } from '@/lib/registry/names';
import { artifactUri } from '@/lib/storage';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, finishRun, getOrCreateExperiment, logArtifact, logInput, logMetrics, logParams } from '@/lib/tracking/service';
import type { BacktestPlan } from './backtest';
import type { ForecasterState } from './champion';
import { type Coherence, reconciliationFile } from './coherence';
import type { Evaluation } from './evaluate';
import type { Judgement } from './judgement';
import type { WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';
import { predictionsFrame } from './predictions';
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
  /** Further files of the forecaster, by path below its folder. */
  files: { path: string; bytes: Uint8Array }[];
}): Promise<void> {
  const { context, meta, panel, plan, evaluation, judgement, forecasts, state, coherence, files } = logged;
  const experiment = await getOrCreateExperiment(modelName(context.parameters));
  const id = runIdFor(context.runId, 'forecaster');
  await createRun({ id, experimentId: experiment.id, name: 'forecaster', pipelineRunId: context.runId });
  const parameters = Object.fromEntries(
    Object.entries(context.parameters).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]),
  );
  await logParams(id, { ...parameters, best: evaluation.best, intervalMethod: evaluation.intervalMethod });
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
  for (const { path, bytes } of files) await logArtifact(id, `model/${path}`, bytes);
  if (coherence) await logArtifact(id, `model/${reconciliationFile}`, bytesOf(coherence.learnt));
  const predictions = parquetBytes(predictionsFrame(panel, plan, forecasts), 'zstd');
  await logArtifact(id, 'predictions.parquet', predictions, 'application/vnd.apache.parquet');
  await finishRun(id, 'FINISHED');
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
