import { expect, it } from 'vitest';
import { compare } from './compare-versions';
import type { ModelVersion } from './schema';

const version = (number: number, given: Partial<ModelVersion>): ModelVersion => ({
  ...{ name: 'm', version: number, source: 's', runId: null, pipelineRunId: null, status: 'READY', stage: 'None', description: '' },
  ...{ config: {}, metrics: {}, datasetVersion: null, trainedThrough: null, createdAt: '2026-01-01T00:00:00Z', aliases: [], tags: {} },
  ...given,
});

it('sets figures, settings and features side by side, and a member that only one has on one line', () => {
  const lightgbm = { model: { features: { lags: [1, 7] }, parameters: { leaves: 31 } } };
  const own = version(2, {
    config: { best: 'ensemble', members: { lightgbm, ets: { model: { method: 'ets', seasons: [7] } } } },
    metrics: { test: { r2: 0.9, wape: 4 } },
  });
  const other = version(1, {
    config: { best: 'ensemble', members: { lightgbm: { model: { features: { lags: [1] }, parameters: { leaves: 31 } } } } },
    metrics: { test: { wape: 5, mape: null } },
  });
  const found = compare(own, other);
  expect(found.metrics).toEqual([
    { window: 'test', metric: 'wape', own: 4, other: 5 },
    { window: 'test', metric: 'mape', own: null, other: null },
    { window: 'test', metric: 'r2', own: 0.9, other: null },
  ]);
  expect(found.params.filter(({ differs }) => differs)).toEqual([{ key: 'members.ets', own: 'a member', other: null, differs: true }]);
  expect(found.params.map(({ key }) => key)).toEqual(['best', 'members.ets', 'members.lightgbm.model.parameters.leaves']);
  expect(found.features).toEqual([{ key: 'members.lightgbm.model.features.lags', own: '[1,7]', other: '[1]', differs: true }]);
  expect(compare(own, own).facts.every(({ differs }) => !differs)).toBe(true);
});
