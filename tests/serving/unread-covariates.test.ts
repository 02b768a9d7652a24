import { beforeAll, expect, it, vi } from 'vitest';
import * as batch from '@/app/api/v1/forecasts/batch/route';
import * as route from '@/app/api/v1/forecasts/route';
import { isoDate } from '@/lib/data/days';
import { onDemandForecast } from '@/lib/serving/schema';
import { call, origin } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishRun, salesPanel, servingFolder } from './published-run';

vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const panel = salesPanel();
const dates = Array.from({ length: horizon }, (_, k) => isoDate(panel.origin + 1 + k));
const ask = async (body: object) =>
  (await call(onDemandForecast, route, 'POST', '/api/v1/forecasts', { body: { dataset, series: ['a/p1'], ...body } })).body;

// Its members read no covariate.
beforeAll(() => publishRun('00000000-0000-4000-8000-000000000001', panel, { dataset, models: ['seasonal-naive'] }));

it('says which overrides change nothing, since no member of the forecaster reads covariates', async () => {
  const future = [
    { series: 'a/p1', date: dates[0], promotion: 1, price: 0.9 },
    { series: 'a/p1', date: dates[1], promotion: 1, closed_share: 0.5 },
  ];
  const [usual, changed] = [await ask({}), await ask({ future, explain: true })];
  expect(usual.warnings).toEqual([]);
  expect(changed.items.map(({ mean }) => mean)).toEqual(usual.items.map(({ mean }) => mean));
  const why = 'no member of this forecaster reads covariates; it is made of seasonal-naive alone';
  expect(changed.warnings).toEqual([
    { covariate: 'promotion', message: `changes no forecast on ${dates[0]} and 1 other date: ${why}` },
    { covariate: 'price', message: `changes no forecast on ${dates[0]}: ${why}` },
    { covariate: 'closed_share', message: `changes no forecast on ${dates[1]}: only 1, wholly closed, would; ${why}` },
  ]);
});

it('does not say so of closures, which no member need read', async () => {
  const shut = await ask({ future: [{ series: 'a/p1', date: dates[0], closed_share: 1 }] });
  expect([shut.items[0]?.mean, shut.warnings]).toEqual([0, []]);
  // Store b is to be closed on the fifth date.
  const open = await ask({ series: ['b/p1'], future: [{ series: 'b/p1', date: dates[4], closed_share: 0 }] });
  expect(open.items[4]?.mean).toBeGreaterThan(0);
  expect(open.warnings).toEqual([]);
});

it('says so in the first row of each such series of a batch', async () => {
  const request = new Request(`${origin}/api/v1/forecasts/batch?dataset=${dataset}&horizon=2`, {
    method: 'POST',
    body: `{"series":"b/p2"}\n{"series":"a/p1","date":"${dates[1]}","price":1,"promotion":true}\n`,
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const rows = (await (await batch.POST(request)).text()).trimEnd().split('\n');
  expect(rows.map((line) => JSON.parse(line).warning)).toEqual([
    undefined,
    undefined,
    expect.stringMatching(/^price: changes no forecast on .*; promotion: changes no forecast on .* no member of this forecaster/),
    undefined,
  ]);
});
