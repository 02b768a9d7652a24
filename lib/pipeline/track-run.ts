import { isoDate } from '@/lib/data/days';
import type { PanelMeta } from '@/lib/data/panel-file';
import { type Metrics, metrics } from '@/lib/evaluation/metrics';
import type { Panel } from '@/lib/features/panel';
import { modelName } from '@/lib/registry/names';
import { artifactUri } from '@/lib/storage';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, getOrCreateExperiment, logInput, type MetricPoint, setTags } from '@/lib/tracking/service';
import { actualsAt, type BacktestPlan } from './backtest';
import { environment } from './environment';
import type { WindowForecasts } from './members';
import type { TaskContext } from './task';

/** The part of a pipeline run that its whole forecaster is; members are nested under it. */
export const forecasterPart = 'forecaster';

export interface TrackedRun {
  id: string;
  experimentId: number;
  /** Artifact URI of its folder of model files. */
  modelUri: string;
}

/**
 * Begins the tracked run of one part of a pipeline run anew, and says what it reads and what it is run by: a repeated step leaves what
 * doing it once does.
 */
export async function beginTrackedRun({ runId, parameters }: TaskContext, meta: PanelMeta, part: string): Promise<TrackedRun> {
  const experiment = await getOrCreateExperiment(modelName(parameters));
  const id = runIdFor(runId, part);
  const parent = part === forecasterPart ? {} : { parentRunId: runIdFor(runId, forecasterPart) };
  await createRun({ id, experimentId: experiment.id, name: part, pipelineRunId: runId, ...parent });
  await logInput(id, {
    name: meta.dataset,
    digest: meta.fingerprint,
    sourceType: 'almanac',
    source: `${meta.dataset} version ${meta.datasetVersion}`,
    profile: { rows: meta.rows, series: meta.series.length, firstDate: meta.firstDate, origin: meta.origin, level: meta.level },
    tags: { 'mlflow.data.context': 'training' },
  });
  const { almanac } = await environment();
  await setTags(id, {
    'mlflow.source.name': `almanac ${almanac.version}`,
    'mlflow.source.type': 'JOB',
    ...(almanac.revision && { 'mlflow.source.git.commit': almanac.revision }),
    'almanac.level': parameters.level,
    'almanac.pipelineRun': runId,
  });
  return { id, experimentId: experiment.id, modelUri: artifactUri(`${experiment.id}/${id}/artifacts/model`) };
}

const foldMetrics = ['rmse', 'mae', 'wape', 'bias'] as const satisfies (keyof Metrics)[];

/** Errors of a model at each backtest origin (`fold_*`, the step is the origin's place), over all of them, and on the test window. */
export function errorPoints(panel: Panel, plan: BacktestPlan, forecasts: WindowForecasts): MetricPoint[] {
  const timestamp = Date.now();
  const { horizon, origins } = plan;
  const actual = actualsAt(panel, origins.selection, horizon);
  const size = panel.ids.length * horizon;
  const folds = origins.selection.flatMap((_, fold) => {
    const part = (values: Float64Array) => values.subarray(fold * size, (fold + 1) * size);
    const figures = metrics({ horizon, actual: part(actual), forecast: part(forecasts.selection) });
    return foldMetrics.map((name) => ({ key: `fold_${name}`, value: figures[name], step: fold, timestamp }));
  });
  const backtest = metrics({ horizon, actual, forecast: forecasts.selection });
  const test = metrics({ horizon, actual: actualsAt(panel, origins.test, horizon), forecast: forecasts.test });
  return [...folds, ...windowPoints('backtest', backtest), ...windowPoints('test', test)];
}

/** All figures of one window. */
export function windowPoints(window: string, figures: Metrics): MetricPoint[] {
  const timestamp = Date.now();
  return Object.entries(figures).map(([name, value]) => ({ key: `${window}_${name}`, value: value as number, step: 0, timestamp }));
}

/** The days that a model was judged at, as parameters. */
export function originParams({ origins, horizon }: BacktestPlan): Record<string, string> {
  const days = (window: number[]) => JSON.stringify(window.map(isoDate));
  return {
    horizon: String(horizon),
    'origins.selection': days(origins.selection),
    'origins.calibration': days(origins.calibration),
    'origins.test': days(origins.test),
  };
}
