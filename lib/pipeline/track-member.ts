import type { PanelMeta } from '@/lib/data/panel-file';
import { metrics } from '@/lib/evaluation/metrics';
import type { Panel } from '@/lib/features/panel';
import { modelLayout } from '@/lib/mlflow/model-layout';
import type { FittedBoosted } from '@/lib/models/boosted';
import type { BoostedMember } from '@/lib/models/members/member';
import { modelName } from '@/lib/registry/names';
import { artifactUri } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';
import { runIdFor } from '@/lib/tracking/run-id';
import {
  createRun,
  finishRun,
  getOrCreateExperiment,
  linkModels,
  logArtifact,
  logInput,
  logLoggedModel,
  logMetrics,
  logParams,
  setTags,
} from '@/lib/tracking/service';
import { actualsAt, type BacktestPlan } from './backtest';
import { environment, libraryVersion } from './environment';
import { exampleRows } from './model-example';
import type { TaskContext } from './task';
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
  trained: Omit<TrainedBoosted, 'fitted'> & { fitted: FittedBoosted };
}): Promise<TrackedMember> {
  const { context, meta, plan, panel, name, trained } = logged;
  const { fitted, iterations, candidates, forecasts, curve, config } = trained;
  const { booster, state } = fitted;
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const experiment = await getOrCreateExperiment(modelName(context.parameters));
  const id = runIdFor(context.runId, name);
  await createRun({
    id,
    experimentId: experiment.id,
    name,
    pipelineRunId: context.runId,
    parentRunId: runIdFor(context.runId, 'forecaster'),
  });
  await logParams(id, {
    booster: booster.name,
    strategy: state.config.strategy,
    transforms: config.transforms.map(({ kind }) => kind).join(',') || 'none',
    horizon: plan.horizon,
    level: context.parameters.level,
    frequency: panel.frequency,
    ...asParams(state.config.parameters),
    iterations,
  });
  await logInput(id, {
    name: meta.dataset,
    digest: meta.fingerprint,
    sourceType: 'almanac',
    source: `${meta.dataset} version ${meta.datasetVersion}`,
  });

  const now = Date.now();
  const folds = plan.origins.selection.map((origin, fold) => {
    const size = panel.ids.length * plan.horizon;
    const part = (values: Float64Array) => values.subarray(fold * size, (fold + 1) * size);
    return {
      key: 'fold_rmse',
      value: metrics({ horizon: plan.horizon, actual: part(actual), forecast: part(forecasts.selection) }).rmse,
      step: fold,
      timestamp: now,
      origin,
    };
  });
  const backtest = metrics({ horizon: plan.horizon, actual, forecast: forecasts.selection });
  const test = metrics({ horizon: plan.horizon, actual: actualsAt(panel, plan.origins.test, plan.horizon), forecast: forecasts.test });
  await logMetrics(id, [
    ...curve.flatMap(({ iteration, train, metric }) =>
      train === undefined ? [] : [{ key: `train_${metric}`, value: train, step: iteration, timestamp: now }],
    ),
    ...folds.map(({ origin: _, ...point }) => point),
    ...Object.entries(backtest).map(([key, value]) => ({ key: `backtest_${key}`, value, step: 0, timestamp: now })),
    ...Object.entries(test).map(([key, value]) => ({ key: `test_${key}`, value, step: 0, timestamp: now })),
  ]);
  await setTags(id, { 'almanac.strategy': state.config.strategy, 'almanac.level': context.parameters.level });

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
  await logArtifact(id, 'environment.json', JSON.stringify(environment()), 'application/json');
  await logArtifact(id, 'model/state.json', JSON.stringify(state), 'application/json');
  await logArtifact(id, 'features.json', JSON.stringify(importances(fitted)), 'application/json');
  await logArtifact(id, 'candidates.json', JSON.stringify(candidates), 'application/json');
  await finishRun(id, 'FINISHED');
  return { runId: id, modelUri: artifactUri(`${experiment.id}/${id}/artifacts/model`) };
}

/** Features with their importance, the greatest gain first. */
function importances(fitted: FittedBoosted): { feature: string; gain: number; split: number }[] {
  const gain = fitted.importance('gain');
  const split = fitted.importance('split');
  return fitted.featureNames
    .map((feature, k) => ({ feature, gain: gain[k] as number, split: split[k] as number }))
    .sort((a, b) => b.gain - a.gain);
}

function asParams(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}
