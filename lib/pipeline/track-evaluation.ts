import type { PanelMeta } from '@/lib/data/panel-file';
import { parquetBytes } from '@/lib/data/parquet';
import type { SegmentIntervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import type { Panel } from '@/lib/features/panel';
import { modelName } from '@/lib/registry/names';
import { artifactUri } from '@/lib/storage';
import { runIdFor } from '@/lib/tracking/run-id';
import { finishRun, getOrCreateExperiment, logArtifact, logMetrics, logParams } from '@/lib/tracking/service';
import type { BacktestPlan } from './backtest';
import { calibrationPlot } from './calibration-plot';
import type { ForecasterState } from './champion';
import { type Coherence, reconciliationFile } from './coherence';
import { configParams } from './config-params';
import type { Evaluation } from './evaluate';
import type { Judgement } from './judgement';
import type { MemberResult, WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';
import { plotData } from './plot-data';
import { predictionsFrame } from './predictions';
import type { TaskContext } from './task';
import { logJson, trackProvenance } from './track-provenance';
import { beginTrackedRun, forecasterPart, originParams, windowPoints } from './track-run';

/** Where a run's whole forecaster is kept. */
export async function forecasterUri(pipelineRunId: string, parameters: PipelineParameters): Promise<string> {
  const experiment = await getOrCreateExperiment(modelName(parameters));
  return artifactUri(`${experiment.id}/${runIdFor(pipelineRunId, forecasterPart)}/artifacts/model`);
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
  /** What the training tasks handed over, of each member. */
  members: MemberResult[];
  state: ForecasterState;
  coherence?: Coherence;
  /** How the published intervals did on the test window, by steps ahead. */
  calibration: SegmentIntervalFigures[];
  /** Further files of the forecaster, by path below its folder. */
  files: { path: string; bytes: Uint8Array }[];
}): Promise<void> {
  const { context, meta, panel, plan, evaluation, judgement, forecasts, members, state, coherence, calibration, files } = logged;
  const { id } = await beginTrackedRun(context, meta, forecasterPart);
  await logParams(id, {
    ...configParams(context.parameters),
    best: evaluation.best,
    intervalMethod: evaluation.intervalMethod,
    ...originParams(plan),
  });
  const timestamp = Date.now();
  const figures = evaluation.metrics[evaluation.best] as Evaluation['metrics'][string];
  await logMetrics(id, [
    ...windowPoints('backtest', figures.backtest),
    ...windowPoints('test', figures.test),
    ...Object.entries(evaluation.metrics).flatMap(([name, { backtest, test }]) => [
      { key: `backtest_rmse/${name}`, value: backtest.rmse, step: 0, timestamp },
      { key: `test_rmse/${name}`, value: test.rmse, step: 0, timestamp },
    ]),
    ...evaluation.intervals.flatMap(({ level, coverage, score, widthPercent }) => {
      const percent = Math.round(level * 100);
      return [
        { key: `coverage_${percent}`, value: coverage, step: 0, timestamp },
        { key: `interval_score_${percent}`, value: score, step: 0, timestamp },
        { key: `interval_width_${percent}`, value: widthPercent, step: 0, timestamp },
      ];
    }),
  ]);
  await trackProvenance(id, context, meta);
  await logJson(id, 'evaluation.json', evaluation);
  await logJson(id, 'judgement.json', judgement);
  await logJson(id, 'members.json', members);
  await logJson(id, 'model/forecaster.json', state);
  for (const { path, bytes } of files) await logArtifact(id, `model/${path}`, bytes);
  if (coherence) await logArtifact(id, `model/${reconciliationFile}`, bytesOf(coherence.learnt));
  const predictions = parquetBytes(predictionsFrame(panel, plan, forecasts), 'zstd');
  await logArtifact(id, 'predictions.parquet', predictions, 'application/vnd.apache.parquet');
  const plots = {
    ...plotData(panel, plan, forecasts, evaluation.best),
    calibration: calibrationPlot(evaluation.best, calibration, evaluation.intervals),
  };
  // Without blanks: they would be most of these files, and nobody reads them as text.
  for (const [name, data] of Object.entries(plots)) await logArtifact(id, `plots/${name}.json`, JSON.stringify(data), 'application/json');
  await finishRun(id, 'FINISHED');
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
