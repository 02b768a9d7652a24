import { randomUUID } from 'node:crypto';
import { isoDate } from '@/lib/data/days';
import { writePanel } from '@/lib/data/panel-file';
import { db } from '@/lib/db';
import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { BoostedForecaster } from '@/lib/models/boosted';
import type { BoostedConfig } from '@/lib/models/boosted-config';
import { loadBooster } from '@/lib/models/boosters';
import { boostedCandidates } from '@/lib/models/members/candidates';
import type { MemberConfig } from '@/lib/models/members/member';
import { type ForecasterState, forecasterConfig } from '@/lib/pipeline/champion';
import { forecast } from '@/lib/pipeline/forecast';
import { calibrateLevel, scoredAtLevel } from '@/lib/pipeline/level-intervals';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { Workspace } from '@/lib/pipeline/workspace';
import { artifactStore, artifactUri } from '@/lib/storage';

export const syntheticDataset = 'bench';
export const batchHorizon = 28;
const days = 730;
const level = 'shop';

/** Name of a series of the synthetic panel. */
export const nameOf = (series: number) => `s${String(series).padStart(5, '0')}`;

/** Publishes a forecast of many series by one LightGBM model that is trained once, as a run does from its forecast step on. */
export async function publishSynthetic(series: number): Promise<{ trainSeconds: number; publishSeconds: number; model: string }> {
  const started = performance.now();
  const panel = panelOf(series);
  const runId = randomUUID();
  const parameters = pipelineParameters.parse({ dataset: syntheticDataset, level, horizon: batchHorizon });
  await db().dataset.create({ data: { name: syntheticDataset, kind: 'imported' } });
  await db().pipelineRun.create({ data: { id: runId, trigger: 'cli', dataset: syntheticDataset, parameters } });
  await writePanel(runId, panel, {
    ...{ dataset: syntheticDataset, datasetVersion: 1, fingerprint: 'f'.repeat(64), level, frequency: 'day', horizon: batchHorizon },
    origin: isoDate(panel.origin),
    firstDate: isoDate(panel.ds[0] as number),
    lastDate: isoDate(panel.ds.at(-1) as number),
    rows: panel.ds.length,
    keyNames: [level],
    known: Object.keys(panel.known),
    past: [],
    units: {},
    promotion: 'promotion',
    price: 'price',
    holidays: null,
    series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i] as Record<string, string> })),
  });
  const [candidate] = boostedCandidates('lightgbm', { horizon: batchHorizon, frequency: 'day', seed: 42, threads: 2 });
  const config = candidate as MemberConfig;
  const model = config.model as BoostedConfig;
  using fitted = new BoostedForecaster(loadBooster('lightgbm'), model, noHolidays).fit(panel, panel.origin);
  const folder = `bench/${runId}`;
  await artifactStore().put(`${folder}/state.json`, JSON.stringify(fitted.state));
  for (const { name, bytes } of fitted.files()) await artifactStore().put(`${folder}/${name}`, bytes);
  const before = panel.origin - batchHorizon;
  const errors = fitted.forecast(panel, before, batchHorizon).values;
  const intervals = (at: string) => calibrateLevel(scoredAtLevel(panel, at, [before], batchHorizon, errors), 'day');
  const state: ForecasterState = {
    ...forecasterConfig({ best: 'lightgbm', horizon: batchHorizon, members: { lightgbm: config }, shrinkage: 0 }),
    ...{ level, frequency: 'day', dataset: syntheticDataset, reconciliation: 'bottom-up' },
    weights: [{ from: 1, to: batchHorizon, weights: { lightgbm: 1 } }],
    modelUris: { lightgbm: artifactUri(folder) },
    intervals: { [level]: intervals(level), total: intervals('total') },
  };
  await new Workspace(runId).writeJson('forecaster.json', state);
  const trained = performance.now();
  await forecast({ runId, parameters, report: () => {}, signal: new AbortController().signal });
  return {
    trainSeconds: (trained - started) / 1000,
    publishSeconds: (performance.now() - trained) / 1000,
    model: `${model.strategy}, ${fitted.booster.iterations} trees, ${fitted.featureNames.length} features`,
  };
}

/** Level, trend, week, year, price and promotions; series of equal length. */
function panelOf(series: number): Panel {
  const length = days + batchHorizon;
  const rows = series * length;
  const first = 19_000;
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const panel: Panel = {
    frequency: 'day',
    ids: Array.from({ length: series }, (_, i) => nameOf(i)),
    keys: Array.from({ length: series }, (_, i) => ({ [level]: nameOf(i) })),
    indptr: Int32Array.from({ length: series + 1 }, (_, i) => i * length),
    ds: new Int32Array(rows),
    y: new Float64Array(rows).fill(Number.NaN),
    known: { price: new Float64Array(rows), promotion: new Float64Array(rows) },
    past: {},
    origin: first + days - 1,
  };
  for (let i = 0; i < series; i++) {
    const size = Math.exp(4 + 1.2 * (random() - 0.5));
    const trend = 4e-4 * (random() - 0.5);
    const phase = 365 * random();
    for (let t = 0; t < length; t++) {
      const row = i * length + t;
      const promotion = random() < 0.1 ? 1 : 0;
      const price = 1 + 0.1 * Math.sin(t / 50 + phase);
      panel.ds[row] = first + t;
      (panel.known.promotion as Float64Array)[row] = promotion;
      (panel.known.price as Float64Array)[row] = price;
      if (t >= days) continue;
      const season = (1 + 0.3 * Math.sin((2 * Math.PI * (t % 7)) / 7)) * (1 + 0.2 * Math.sin((2 * Math.PI * (t + phase)) / 365.25));
      panel.y[row] = size * (1 + trend * t) * season * (1 + 0.4 * promotion) * price ** -1.5 * (0.8 + 0.4 * random());
    }
  }
  return panel;
}
