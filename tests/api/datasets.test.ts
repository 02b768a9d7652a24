import { describe, expect, it } from 'vitest';
import * as dataset from '@/app/api/v1/datasets/[name]/route';
import * as datasets from '@/app/api/v1/datasets/route';
import * as runs from '@/app/api/v1/pipeline-runs/route';
import * as schedules from '@/app/api/v1/schedules/train-sales-forecast/route';
import * as series from '@/app/api/v1/series/route';
import { isoDate, parseDay } from '@/lib/data/days';
import { datasetList, dataset as datasetSchema } from '@/lib/datasets/schema';
import { seriesList } from '@/lib/datasets/series';
import { settingsOf } from '@/lib/datasets/settings';
import { db } from '@/lib/db';
import { runScheduled } from '@/lib/pipeline-runs/schedule';
import { schedule } from '@/lib/pipeline-runs/schedule-schema';
import { pipelineRun } from '@/lib/pipeline-runs/schema';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { importObservations, observationsOf } from '../helpers/observations';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';

createArtifactFolder();
await createTestDatabase();
const observations = observationsOf({
  frequency: 'week',
  keys: ['shop', 'item'],
  attributes: { region: 'shop', brand: 'item' },
  known: ['price'],
  price: 'price',
});
const rows = Array.from({ length: 269 }, (_, k) => ({
  date: isoDate(parseDay('2021-01-01') + 7 * k),
  ...{ shop: 'a', item: 'x', region: 'n', brand: 'own', y: k, price: 2 },
}));
await importObservations({ dataset: 'north', observations, parts: [rows] });

const path = '/api/v1/datasets';
const request = (parameters: object) => call(pipelineRun, runs, 'POST', '/api/v1/pipeline-runs', { body: { parameters } });
const refusal = (parameters: object) => refused(runs, 'POST', '/api/v1/pipeline-runs', { body: { parameters } });

describe('a dataset', () => {
  it('tells its keys, frequency and levels', async () => {
    const { body } = await call(datasetList, datasets, 'GET', path);
    expect(body.items.map(({ name }) => name)).toEqual(['north']);
    expect(body.items[0]?.structure).toEqual({
      frequency: 'week',
      frequencies: ['week', 'month'],
      keys: ['shop', 'item'],
      attributes: { region: 'shop', brand: 'item' },
      known: ['price'],
      past: [],
      levels: ['shop', 'region', 'item', 'brand', 'shop+brand', 'region+item', 'region+brand', 'shop+item', 'total'],
      defaultLevel: 'shop+item',
    });
    expect(body.items[0]?.settings).toEqual({ holidays: { country: 'US' }, weekLabel: null });
  });

  it('has a structure before its first version where it is the sample retailer, and none where its manifest is lost', async () => {
    const sample = await call(datasetSchema, dataset, 'GET', `${path}/sample-retailer`);
    expect(sample.body).toMatchObject({ version: null, structure: { defaultLevel: 'store', frequency: 'day' } });
    const version = {
      version: 1,
      uri: '',
      fingerprint: 'lost',
      rowCount: 1,
      firstDate: new Date('2025-01-01'),
      lastDate: new Date('2026-02-01'),
    };
    await db().dataset.create({ data: { name: 'lost', kind: 'imported', versions: { create: version } } });
    expect((await call(datasetSchema, dataset, 'GET', `${path}/lost`)).body.structure).toBeNull();
    expect(await refusal({ dataset: 'lost' })).toMatchObject({ status: 422, paths: ['parameters.dataset'] });
  });

  it('keeps the holidays of a country or region, also in its next version', async () => {
    const patch = (body: object) => call(datasetSchema, dataset, 'PATCH', `${path}/north`, { body });
    expect((await patch({ holidays: { country: 'DE', region: 'BY' } })).body.settings.holidays).toEqual({ country: 'DE', region: 'BY' });
    expect((await patch({ weekLabel: 'end' })).body.settings).toEqual({ holidays: { country: 'DE', region: 'BY' }, weekLabel: 'end' });
    await importObservations({ dataset: 'north', version: 2, observations, parts: [rows.slice(1)] });
    expect((await settingsOf(['north'])).get('north')).toEqual({ holidays: { country: 'DE', region: 'BY' }, weekLabel: 'end' });
    expect((await patch({ holidays: 'none', weekLabel: null })).body.settings).toEqual({ holidays: 'none', weekLabel: null });
  });

  it.each([
    [{ holidays: { country: 'XX' } }, 422, 'holidays.country'],
    [{ holidays: { country: 'de' } }, 422, 'holidays.country'],
    [{ holidays: { country: 'DE', region: 'QQ' } }, 422, 'holidays.region'],
    [{ weekLabel: 'middle' }, 422, 'weekLabel'],
    [{ currency: 'EUR' }, 422, 'currency'],
  ])('refuses %j', async (body, status, at) => {
    expect(await refused(dataset, 'PATCH', `${path}/north`, { body })).toMatchObject({ status, paths: [at] });
  });

  it('has no settings to change where there is no such dataset, or no data in it', async () => {
    const body = { weekLabel: 'end' };
    expect((await refused(dataset, 'PATCH', `${path}/nobody`, { body })).status).toBe(404);
    expect((await refused(dataset, 'PATCH', `${path}/sample-retailer`, { body })).status).toBe(409);
  });
});

describe('a run', () => {
  it('takes what it does not say from its dataset', async () => {
    expect((await request({ dataset: 'north' })).body.parameters).toMatchObject({ level: 'shop+item', frequency: 'week', horizon: 12 });
    expect((await request({ dataset: 'north', frequency: 'month', level: 'brand+region' })).body.parameters).toMatchObject({
      ...{ level: 'region+brand', frequency: 'month', horizon: 6 },
    });
    expect((await request({})).body.parameters).toMatchObject({
      dataset: 'sample-retailer',
      level: 'store',
      frequency: 'day',
      horizon: 30,
    });
  });

  it.each([
    [{ level: 'store' }, 'parameters.level'],
    [{ level: 'shop+shop' }, 'parameters.level'],
    [{ level: 'Shop' }, 'parameters.level'],
    [{ frequency: 'day' }, 'parameters.frequency'],
    [{ frequency: 'month', horizon: 37 }, 'parameters.horizon'],
    [{ horizon: 105 }, 'parameters.horizon'],
    [{ dataStartDate: '2031-01-01' }, 'parameters.dataStartDate'],
  ])('of an imported dataset is refused with %j', async (parameters, at) => {
    expect(await refusal({ dataset: 'north', ...parameters })).toMatchObject({ status: 422, paths: [at] });
  });

  it('is told which levels and frequencies there are', async () => {
    const { body } = await refused(runs, 'POST', '/api/v1/pipeline-runs', {
      body: { parameters: { dataset: 'north', level: 'store', frequency: 'day' } },
    });
    expect(body.detail).toContain('it has shop, region, item, brand, shop+brand');
    expect(body.detail).toContain('recorded by the week, which cannot be split: must be one of week, month');
  });

  it('by schedule is made of the dataset as it is then', async () => {
    const at = '/api/v1/schedules/train-sales-forecast';
    const asked = { dataset: 'north', level: 'brand+shop' };
    const { body } = await call(schedule, schedules, 'PATCH', at, { body: { parameters: asked } });
    expect(body.parameters).toMatchObject(asked);
    expect(body.parameters).not.toHaveProperty('frequency');
    expect((await refused(schedules, 'PATCH', at, { body: { parameters: { dataset: 'north', level: 'x' } } })).paths).toEqual([
      'parameters.level',
    ]);
    const run = await runScheduled(new Date('2026-01-05T06:00:00Z'));
    expect(run?.parameters).toMatchObject({ level: 'shop+brand', frequency: 'week', horizon: 12 });
    // A dataset that is gone by then is for the run itself to tell of.
    await db().dataset.delete({ where: { name: 'north' } });
    expect((await runScheduled(new Date('2026-01-12T06:00:00Z')))?.dataset).toBe('north');
    await importObservations({ dataset: 'north', version: 1, observations, parts: [rows] });
  });
});

it('lists series by any spelling of a level, and says which there are', async () => {
  const found = await call(seriesList, series, 'GET', '/api/v1/series?dataset=north&level=item%2Bshop');
  expect(found.body.items).toEqual([]);
  const { status, paths, body } = await refused(series, 'GET', '/api/v1/series?dataset=north&level=store');
  expect([status, paths]).toEqual([422, ['level']]);
  expect(body.detail).toContain('north has no level store; it has shop');
});
