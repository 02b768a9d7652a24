import { beforeAll, describe, expect, it } from 'vitest';
import * as plot from '@/app/api/v1/runs/[id]/plots/[plot]/route';
import * as report from '@/app/api/v1/runs/[id]/report/route';
import { plotSchemas, runPlot } from '@/lib/plots/schema';
import { createRun, finishRun, logArtifact, logMetrics, logParams, setTags } from '@/lib/tracking/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';

createArtifactFolder();
await createTestDatabase();
const [parent, member, empty] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];
const path = (id: string, name: string) => `/api/v1/runs/${id}/plots/${name}`;
const errors = (size: number) => ({
  rmse: 10 * size,
  mae: 8 * size,
  wape: 5 * size,
  smape: 5 * size,
  mase: null,
  r2: 0.9,
  bias: -1,
  count: 4,
});
const json = (id: string, file: string, value: unknown) => logArtifact(id, file, JSON.stringify(value), 'application/json');

beforeAll(async () => {
  await createRun({ id: parent, experimentId: 0, name: 'the <forecaster>' });
  await createRun({ id: member, experimentId: 0, name: 'lightgbm', parentRunId: parent });
  await createRun({ id: empty, experimentId: 0, name: 'empty' });
  await json(parent, 'evaluation.json', {
    best: 'lightgbm',
    metrics: { lightgbm: { backtest: errors(1), test: errors(1.1) }, 'seasonal-naive': { backtest: errors(2), test: errors(2) } },
    origins: {},
  });
  const row = (model: string, by: string, segment: string) => ({ model, level: 'store', by, segment, metrics: errors(1) });
  const stores = ['store 10', 'store 9'].flatMap((store) => ['lightgbm', 'seasonal-naive'].map((model) => row(model, 'store', store)));
  await json(parent, 'judgement.json', {
    segments: [row('lightgbm', 'all', 'all'), ...stores, row('lightgbm', 'weekday', 'Monday'), row('lightgbm', 'weekday', 'Friday')],
    recommendations: [{ message: 'Mind & measure <it>' }],
  });
  await json(parent, 'plots/folds.json', { origins: 'none' });
  await json(parent, 'data.json', { dataset: 'shops', datasetVersion: 3, fingerprint: 'f'.repeat(64) });
  await json(member, 'features.json', [{ feature: 'lag_7', gain: 3, split: 2 }]);
  await logParams(parent, { depth: 3 });
  await logMetrics(
    parent,
    [0, 1].map((step) => ({ key: 'loss', value: 1 / (1 + step), step, timestamp: step })),
  );
  await setTags(parent, { 'mlflow.note.content': 'Look <here>', team: 'north' });
  await finishRun(parent, 'FINISHED');
});

describe('GET /api/v1/runs/{id}/plots/{plot}', () => {
  it('draws of what the run logged', async () => {
    const compared = (await call(runPlot, plot, 'GET', path(parent, 'comparison'))).body;
    expect(compared).toMatchObject({
      plot: 'comparison',
      data: { best: 'lightgbm', models: { lightgbm: { test: { rmse: 11, mase: null } } } },
    });
    const segments = plotSchemas.segments.parse((await call(runPlot, plot, 'GET', path(parent, 'segments'))).body.data);
    const [level] = segments.levels;
    expect(level?.cuts.map(({ by, labels }) => [by, labels])).toEqual([
      ['store', ['store 9', 'store 10']],
      ['weekday', ['Monday', 'Friday']],
    ]);
    expect(level?.cuts[1]?.models['seasonal-naive']?.wape).toEqual([null, null]);
  });

  it('takes the importance of the runs below where the run itself has none', async () => {
    const features = [{ feature: 'lag_7', driver: 'other', gain: 3, split: 2 }];
    expect((await call(runPlot, plot, 'GET', path(parent, 'importance'))).body.data).toEqual({ models: { lightgbm: features } });
    expect((await call(runPlot, plot, 'GET', path(member, 'importance'))).body.data).toEqual({ models: { model: features } });
  });

  it('says which of run, chart and file is not there or is not what it should be', async () => {
    const absent = await refused(plot, 'GET', path(empty, 'comparison'));
    expect([absent.status, absent.paths]).toEqual([404, ['plot']]);
    expect((await refused(plot, 'GET', path('d'.repeat(32), 'comparison'))).paths).toEqual(['id']);
    expect((await refused(plot, 'GET', path(parent, 'pie'))).status).toBe(422);
    const broken = await refused(plot, 'GET', path(parent, 'folds'));
    expect([broken.status, broken.body.code, broken.paths]).toEqual([422, 'data_invalid', ['plots/folds.json']]);
  });
});

describe('GET /api/v1/runs/{id}/report', () => {
  it('is one file with all that there is, and nothing of elsewhere', async () => {
    const response = await send(report, 'GET', `/api/v1/runs/${parent}/report`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="the-forecaster--${parent.slice(0, 8)}.html"`);
    const text = await response.text();
    for (const told of ['the &#60;forecaster&#62;', 'Look &#60;here&#62;', 'Mind &#38; measure', 'team: north', 'f'.repeat(64), 'store 10'])
      expect(text).toContain(told);
    expect(text.match(/<svg role="img" aria-label="[^"]+"/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).not.toMatch(/<script|\bsrc=|href="(?!#|data:,")|@import|url\((?!#)/);
    // Every colour follows the theme.
    expect(text).not.toMatch(/rgba?\(253|#fd01/);
    expect(text).toContain('@media screen and (prefers-color-scheme:dark)');
  });

  it('is made of a run with nothing in it too', async () => {
    const response = await send(report, 'GET', `/api/v1/runs/${empty}/report?inline=true`);
    expect(response.headers.get('content-disposition')).toMatch(/^inline/);
    expect(await response.text()).toContain('<h1>empty</h1>');
    expect((await refused(report, 'GET', `/api/v1/runs/${'d'.repeat(32)}/report`)).status).toBe(404);
  });
});
