import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { writePanel } from '@/lib/data/panel-file';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import type { Panel } from '@/lib/features/panel';
import { availableBoosters } from '@/lib/models/boosters';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { type AutomaticForecast, type AutomaticOptions, forecastAutomatically } from '@/lib/pipeline/automatic';
import { planBacktest } from '@/lib/pipeline/backtest';
import type { ForecasterState } from '@/lib/pipeline/champion';
import { reconciliationFile } from '@/lib/pipeline/coherence';
import type { EnsembleResult } from '@/lib/pipeline/ensemble';
import type { Evaluation } from '@/lib/pipeline/evaluate';
import type { MemberResult } from '@/lib/pipeline/members';
import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { forecasterUri } from '@/lib/pipeline/track-evaluation';
import { Workspace } from '@/lib/pipeline/workspace';
import { artifactPath, artifactStore } from '@/lib/storage';
import { createTestDatabase } from '../helpers/postgres';
import { poisonAfter, randomPanel } from '../helpers/random-panel';

vi.setConfig({ hookTimeout: 300_000, testTimeout: 300_000 });
await createTestDatabase();

const horizon = 7;
const few = ['lightgbm-deseasonalised', 'group-level', 'mstl'] as const;

/** The case of quantile intervals, where there is LightGBM to make them. */
const quantile = <Options>(options: Options): [string, Options][] =>
  availableBoosters().includes('lightgbm') ? [['quantile intervals', options]] : [];

/** Whatever is not the same to the bit, by where it is. */
function differences(a: unknown, b: unknown, at = ''): string[] {
  if (Object.is(a, b)) return [];
  if (a instanceof Map && b instanceof Map) return differences(Object.fromEntries(a), Object.fromEntries(b), at);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [at];
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => differences(left[key], right[key], `${at}/${key}`));
}

describe('forecasts by default, all members weighed and intervals laid', () => {
  const panel = randomPanel({ series: 3, periods: 130, horizon, gaps: 0.02 });
  const forecast = (of: Panel, options: AutomaticOptions = {}): AutomaticForecast =>
    forecastAutomatically(of, horizon, holidayCalendar(of.ds), { threads: 1, ...options });

  it.each<[string, AutomaticOptions]>([
    ['all members and split intervals', {}],
    ['adaptive intervals', { intervals: 'adaptive', members: few }],
    ...quantile({ intervals: 'quantile' as const, members: few }),
  ])('with %s are the same to the bit when everything after the origin is replaced by noise', (_, options) => {
    const clean = forecast(panel, options);
    expect(clean.mean.every((value) => value > 0)).toBe(true);
    expect(clean.members.size).toBeGreaterThan(3);
    expect(differences(clean, forecast(poisonAfter(panel, panel.origin), options))).toEqual([]);
  });

  it('tell a mutant that reads what is known only afterwards', () => {
    const { quantity, ...past } = panel.past;
    const mutant = {
      ...panel,
      past: { ...past, quantity: quantity as Float64Array },
      known: { ...panel.known, quantity: quantity as Float64Array },
    };
    const [clean, poisoned] = [mutant, poisonAfter(mutant, panel.origin)].map((of) => forecast(of, { members: few }));
    expect(differences(clean, poisoned)).toContain('/mean/0');
  });
});

describe('a run', () => {
  const panel = randomPanel({ series: 4, periods: 200, horizon, gaps: 0.01, seed: 6 });
  const models: PipelineParameters['models'] = ['lightgbm', 'statistical', 'seasonal-naive', 'ensemble'];
  const defaults = pipelineParameters.parse({ horizon, models });
  const plan = planBacktest(panel, horizon, defaults);
  const [clean, unselected, untested] = [1, 2, 3].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string];
  let folder: string;

  beforeAll(async () => {
    const installed = env().ALMANAC_DATA_DIR;
    for (const name of ['lightgbm', 'xgboost'] as const)
      process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
    folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-leakage-'));
    process.env.ALMANAC_DATA_DIR = folder;
    reloadEnv();
    await db().dataset.create({ data: { name: 'sample-retailer', kind: 'synthetic' } });
    await train(clean, panel);
    // A window's targets end where the first origin of the next one lies.
    await train(unselected, poisonAfter(panel, plan.origins.calibration[0] as number));
    await train(untested, poisonAfter(panel, plan.origins.test[0] as number));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function train(runId: string, of: Panel): Promise<void> {
    await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset: 'sample-retailer', parameters: defaults } });
    await writePanel(runId, of, {
      ...{
        dataset: 'sample-retailer',
        datasetVersion: 1,
        fingerprint: 'f'.repeat(64),
        level: 'store',
        frequency: 'day',
        horizon,
        units: {},
      },
      origin: isoDate(of.origin),
      firstDate: isoDate(of.ds[0] as number),
      lastDate: isoDate(of.ds.at(-1) as number),
      rows: of.ds.length,
      keyNames: ['store'],
      known: Object.keys(of.known),
      past: Object.keys(of.past),
      series: of.ids.map((id, i) => ({ id, keys: of.keys[i] as Record<string, string> })),
    });
    for (const step of ['train-lightgbm', 'train-statistical', 'train-seasonal-naive', 'train-ensemble'] as const)
      await carryOut(runId, step);
  }

  async function carryOut(
    runId: string,
    step: 'evaluate' | 'train-lightgbm' | 'train-statistical' | 'train-seasonal-naive' | 'train-ensemble',
    changes: Partial<PipelineParameters> = {},
  ): Promise<void> {
    const context: TaskContext = { runId, parameters: { ...defaults, ...changes }, report: () => {}, signal: new AbortController().signal };
    await tasks[step]?.(context);
  }

  /** What a run chose and learnt, as its files say. */
  async function judged(runId: string, changes: Partial<PipelineParameters> = {}) {
    await carryOut(runId, 'evaluate', changes);
    const workspace = new Workspace(runId);
    const state = await workspace.readJson<ForecasterState>('forecaster.json');
    const evaluation = await workspace.readJson<Evaluation>('evaluation.json');
    const ensemble = await workspace.readJson<EnsembleResult>('ensemble/result.json');
    const members = await Promise.all(
      Object.keys(evaluation.metrics)
        .filter((name) => !['ensemble', 'mint-shrink'].includes(name))
        .map((name) => workspace.readJson<MemberResult>(`members/${name}/result.json`)),
    );
    const learnt = `${artifactPath(await forecasterUri(runId, defaults))}/${reconciliationFile}`;
    return {
      chosen: {
        best: evaluation.best,
        candidates: members.map(({ name, config, candidates }) => ({ name, config, candidates })),
        members: ensemble.members,
        blocks: ensemble.blocks,
        weights: state.weights,
        backtest: Object.fromEntries(Object.entries(evaluation.metrics).map(([name, { backtest }]) => [name, backtest])),
        gates: evaluation.gates,
        quantiles: state.quantiles?.tails.map(({ config }) => config),
        reconciliation: (await artifactStore().stat(learnt)) ? (await artifactStore().read(learnt)).toString('hex') : undefined,
      },
      intervals: { levels: state.intervals, quantiles: state.quantiles?.calibration },
      test: evaluation.metrics.ensemble?.test,
    };
  }

  const options: [string, Partial<PipelineParameters>][] = [
    ['split intervals', {}],
    ['adaptive intervals', { intervals: 'adaptive' }],
    ...quantile({ intervals: 'quantile' as const }),
    ['levels reconciled', { reconciliation: 'mint-shrink' }],
  ];

  it.each(options)('with %s chooses and weighs the same, whatever comes after its selection window', async (_, changes) => {
    const [expected, poisoned] = [await judged(clean, changes), await judged(unselected, changes)];
    expect(differences(expected.chosen, poisoned.chosen)).toEqual([]);
    expect(differences(expected.intervals, poisoned.intervals)).not.toEqual([]);
  });

  it.each(options)('with %s lays the same intervals, whatever comes in its test window', async (_, changes) => {
    const [expected, poisoned] = [await judged(clean, changes), await judged(untested, changes)];
    expect(differences(expected.chosen, poisoned.chosen)).toEqual([]);
    expect(differences(expected.intervals, poisoned.intervals)).toEqual([]);
    expect(differences(expected.test, poisoned.test)).not.toEqual([]);
  });
});
