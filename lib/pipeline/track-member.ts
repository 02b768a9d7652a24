import type { PanelMeta } from '@/lib/data/panel-file';
import type { Panel } from '@/lib/features/panel';
import { modelLayout } from '@/lib/mlflow/model-layout';
import type { FittedBoosted } from '@/lib/models/boosted';
import type { Iteration } from '@/lib/models/booster';
import type { BoostedMember } from '@/lib/models/members/member';
import { driverNames, driversOfColumns } from '@/lib/serving/explanation/drivers';
import { mediaType } from '@/lib/storage/media-type';
import {
  finishRun,
  linkModels,
  logArtifact,
  logLoggedModel,
  logMetrics,
  logParams,
  type MetricPoint,
  setTags,
} from '@/lib/tracking/service';
import type { BacktestPlan } from './backtest';
import { configParams } from './config-params';
import { environment, libraryVersion } from './environment';
import { exampleRows } from './model-example';
import { shapSample } from './shap-sample';
import type { TaskContext } from './task';
import { logJson } from './track-provenance';
import { beginTrackedRun, errorPoints, originParams } from './track-run';
import type { TrainedBoosted } from './train-boosted';

export interface TrackedMember {
  runId: string;
  modelUri: string;
}

/** Logs a trained boosted member as a tracking run nested under the pipeline's: parameters, curve, folds, importance, files. */
export async function trackMember(logged: {
  context: TaskContext;
  meta: PanelMeta;
  plan: BacktestPlan;
  panel: Panel;
  name: BoostedMember;
  /** `learnt` is the panel with the target that the booster learnt. */
  trained: Omit<TrainedBoosted, 'fitted'> & { fitted: FittedBoosted; learnt: Panel };
}): Promise<TrackedMember> {
  const { context, meta, plan, panel, name, trained } = logged;
  const { fitted, iterations, candidates, forecasts, curve, earlyStoppingCurve, config } = trained;
  const { booster, state } = fitted;
  const { id, modelUri } = await beginTrackedRun(context, meta, name);
  await logParams(id, {
    member: name,
    transforms: JSON.stringify(config.transforms),
    ...configParams(state.config),
    // What is searched for by these names, as the parameters have them too.
    ...configParams(state.config.parameters),
    strategy: state.config.strategy,
    booster: booster.name,
    iterations,
    frequency: panel.frequency,
    ...originParams(plan),
  });
  await logMetrics(id, [
    ...curvePoints('train', curve, ({ train }) => train),
    ...curvePoints('early_stopping_train', earlyStoppingCurve, ({ train }) => train),
    ...curvePoints('early_stopping_validation', earlyStoppingCurve, ({ validation }) => validation),
    ...errorPoints(panel, plan, forecasts),
  ]);
  await setTags(id, { 'almanac.strategy': state.config.strategy });

  const files = fitted.files();
  for (const { name, bytes } of files) await logArtifact(id, `model/${name}`, bytes);
  const model = await logLoggedModel({ runId: id, name: 'model', modelType: booster.name });
  await linkModels(id, 'output', [{ modelId: model.id }]);
  const layout = modelLayout({
    booster: booster.name,
    libraryVersion: libraryVersion(booster.name),
    runId: id,
    modelId: model.id,
    artifactPath: 'model',
    files: files.map(({ name }) => name),
    sizeBytes: files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    features: fitted.featureNames,
    example: exampleRows(fitted, panel, panel.origin),
    createdAt: new Date(),
  });
  for (const [name, text] of Object.entries(layout)) await logArtifact(id, `model/${name}`, text, mediaType(name));
  await logJson(id, 'environment.json', await environment());
  await logJson(id, 'model/state.json', state);
  await logJson(id, 'features.json', importances(fitted, meta));
  await logJson(id, 'candidates.json', candidates);
  await logArtifact(id, 'plots/shap.json', JSON.stringify(shapSample(fitted, trained.learnt)), 'application/json');
  await finishRun(id, 'FINISHED');
  return { runId: id, modelUri };
}

/** A curve over iterations, named after the library's metric. */
function curvePoints(of: string, curve: Iteration[], value: (at: Iteration) => number | undefined): MetricPoint[] {
  const timestamp = Date.now();
  return curve.flatMap((at) => {
    const measured = value(at);
    return measured === undefined ? [] : [{ key: `${of}_${at.metric}`, value: measured, step: at.iteration, timestamp }];
  });
}

/** Features with their importance and the driver that they count to, the greatest gain first. */
function importances(fitted: FittedBoosted, meta: PanelMeta): { feature: string; driver: string; gain: number; split: number }[] {
  const drivers = driversOfColumns(fitted.state, meta);
  const gain = fitted.importance('gain');
  const split = fitted.importance('split');
  return fitted.featureNames
    .map((feature, k) => ({
      feature,
      driver: driverNames[drivers[k] as number] as string,
      gain: gain[k] as number,
      split: split[k] as number,
    }))
    .sort((a, b) => b.gain - a.gain);
}
