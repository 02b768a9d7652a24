import { randomUUID } from 'node:crypto';
import { parseDay } from '@/lib/data/days';
import { modelName } from '@/lib/registry/names';
import { registerVersion, setAliases } from '@/lib/registry/service';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, finishRun, getOrCreateExperiment, logArtifact } from '@/lib/tracking/service';

export const scope = { dataset: 'walmart', level: 'store', frequency: 'week' as const };
/** A name with dots, as all have outside the sample retailer's stores by day. */
export const name = modelName(scope);

const errors = (size: number) => ({
  rmse: 1000 * size,
  mae: 700 * size,
  wape: 5 * size,
  smape: 5.1 * size,
  mase: 0.6 * size,
  r2: 0.98,
  bias: -20,
  count: 400,
});
const naive = { backtest: errors(2), test: errors(2.2) };
const intervals = [0.8, 0.95].map((level) => ({ level, coverage: level + 0.012, width: 300, count: 400 }));
const origins = { selection: ['2012-01-06', '2012-02-03'], calibration: ['2012-04-06'], test: ['2012-07-06', '2012-08-03'] };

interface Made {
  size: number;
  /** How its run compared it with the champion of then. */
  champion: object;
  config?: object;
}

/** A version of a whole forecaster with all that its run left: what gates and the model card read. */
export async function registerForecaster({ size, champion, config = {} }: Made): Promise<number> {
  const pipelineRunId = randomUUID();
  const own = { backtest: errors(size), test: errors(1.1 * size) };
  const experiment = await getOrCreateExperiment(name);
  const { id } = await createRun({
    id: runIdFor(pipelineRunId, 'forecaster'),
    experimentId: experiment.id,
    name: 'forecaster',
    pipelineRunId,
  });
  const keep = (file: string, value: unknown) => logArtifact(id, file, JSON.stringify(value), 'application/json');
  await keep('evaluation.json', {
    best: 'ensemble',
    metrics: { ensemble: own, 'seasonal-naive': naive },
    intervals,
    intervalMethod: 'split conformal',
    gates: { beatsSeasonalNaive: true, champion },
    origins: Object.fromEntries(Object.entries(origins).map(([window, days]) => [window, days.map(parseDay)])),
  });
  const segment = (by: string, label: string, wape: number, model = 'ensemble') => ({
    model,
    level: 'store',
    by,
    segment: label,
    metrics: { wape, rmse: 10, bias: 1, count: 40 },
  });
  await keep('judgement.json', {
    confidence: {
      wape: { estimate: 5.5 * size, lower: 5 * size, upper: 6 * size, confidence: 0.95 },
      gain: { estimate: -5, lower: -6, upper: -4, confidence: 0.95 },
    },
    segments: [segment('all', 'all', 5.5 * size), segment('all', 'all', 11, 'seasonal-naive'), segment('store', '7', 20)],
    diagnostics: {
      bias: { percent: -0.4 },
      growth: [
        { from: 1, to: 4, error: 0.5 },
        { from: 5, to: 12, error: 0.55 },
      ],
    },
    recommendations: [{ code: 'season', severity: 'warning', message: 'Errors depend on the month: September is forecast 2.1 % too low.' }],
  });
  await keep('data.json', { firstDate: '2010-02-05', rows: 6435, seriesCount: 45, known: ['holiday_flag'], past: ['cpi'] });
  await keep('environment.json', {
    almanac: { version: '0.1.0', revision: 'f'.repeat(40) },
    libraries: { lightgbm: { version: '4.7.0' } },
  });
  await keep('model/forecaster.json', {
    weights: [{ from: 1, to: 12, weights: { 'xgboost-deseasonalised': 0.6, 'group-ets': 0.4, xgboost: 0 } }],
  });
  await finishRun(id, 'FINISHED');
  const { version } = await registerVersion({
    ...{ name, scope, runId: id, pipelineRunId, datasetVersion: 1, trainedThrough: '2012-10-26' },
    source: `mlflow-artifacts:/${experiment.id}/${id}/artifacts/model`,
    config: {
      ...{ format: 2, best: 'ensemble', horizon: 12, shrinkage: 0.5 },
      members: {
        'xgboost-deseasonalised': {
          transforms: [],
          model: { booster: 'xgboost', features: { lags: [1, 52], windows: [4], statistics: ['mean'] }, parameters: { leaves: 31 } },
        },
      },
      ...config,
    },
    metrics: { ...own, intervals },
  });
  return version;
}

/** A champion, a challenger that beat it, and one that did not. */
export async function seedRegistry(): Promise<void> {
  const first = await registerForecaster({ size: 1.2, champion: { verdict: 'none' } });
  await setAliases([{ name, alias: 'champion', version: first, expectedVersion: null }], {
    reason: 'version 1 is the first champion',
    actor: 'pipeline',
  });
  const against = { version: first, championRmse: 1200 };
  await registerForecaster({
    size: 1,
    champion: { verdict: 'challenger-wins', challengerRmse: 1000, ...against },
    config: { shrinkage: 0.25 },
  });
  await registerForecaster({ size: 1.4, champion: { verdict: 'champion-wins', challengerRmse: 1400, ...against } });
}
