import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { writeCalendar } from '@/lib/datasets/calendar';
import { seriesId } from '@/lib/datasets/series-id';
import { publishSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { publishForecast } from '@/lib/forecasts/service';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { modelName } from '@/lib/registry/names';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};
const scope = { dataset: 'north', level: 'store', frequency: 'week' as const };
const last = parseDay('2026-11-16');
const weeks = 60;
const horizon = 4;

/** An imported dataset of two stores by the week, and its forecast of four weeks. */
async function seedNorth(): Promise<string> {
  const version = { version: 1, uri: 'mlflow-artifacts:/datasets/north/1', fingerprint: 'e'.repeat(64), rowCount: 2 * weeks };
  const span = { firstDate: new Date(isoDate(last - 7 * (weeks - 1))), lastDate: new Date(isoDate(last)) };
  await db().dataset.create({
    data: { name: 'north', kind: 'imported', currency: 'EUR', versions: { create: { ...version, ...span } } },
  });
  await writeCalendar('north', 1, { promotions: [], storeEvents: [] });
  const ids: { id: string; level: string }[] = [];
  for (const [level, keys] of [
    ['store', [{ store: 'aurora' }, { store: 'borealis' }]],
    ['total', [{}]],
  ] as [string, Record<string, string>[]][]) {
    const ds = keys.flatMap(() => Array.from({ length: weeks }, (_, k) => last - 7 * (weeks - 1 - k)));
    const of = keys.map((key) => seriesId('north', level, key));
    ids.push(...of.map((id) => ({ id, level })));
    const panel = { frequency: 'week' as const, ids: of, keys, indptr: Int32Array.from({ length: keys.length + 1 }, (_, i) => i * weeks) };
    const y = Float64Array.from(ds, (day, row) => 900 + 50 * Math.sin(day / 9) + row);
    await publishSeries({
      dataset: 'north',
      level,
      panel: { ...panel, ds: Int32Array.from(ds), y, known: {}, past: {}, origin: last },
    });
  }
  const points = ids.flatMap((one) =>
    Array.from({ length: horizon }, (_, k) => ({ ...one, step: k + 1, date: isoDate(last + 7 * (k + 1)) })),
  );
  const at = (shift: number) => Float64Array.from(points, ({ step }) => 950 + step + shift);
  return publishForecast({
    ...{ ...scope, pipelineRunId: randomUUID(), datasetVersion: 1, origin: isoDate(last), horizon },
    ...{ modelName: modelName(scope), modelVersion: 2, intervalMethod: 'conformal' },
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(({ level }) => level),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ date }) => date),
      ...{ mean: at(0), lower80: at(-10), upper80: at(10), lower90: at(-20), upper90: at(20), lower95: at(-30), upper95: at(30) },
    },
  }).then((published) => String(published));
}

const status = async (address: string) => (await fetch(site.url + address)).status;

describeInBrowser('several datasets', () => {
  it('are a choice away from each other on the forecast page, each with its own last run', async () => {
    await seedRetailer();
    await seedForecast();
    await seedNorth();
    const { id } = await createPipelineRun({ parameters: pipelineParameters.parse({ ...scope, horizon }), trigger: 'api' });
    await new RunDriver(id).finishAll(randomUUID(), {
      modelName: modelName(scope),
      modelVersion: 2,
      registered: { modelName: modelName(scope), modelVersion: 3 },
      published: { kind: 'champion', modelVersion: 2 },
      outcome: 'version 2 stays champion: backtest RMSE 9 refitted at the same origins against 10',
    });
    const page = await open('/forecasts');
    await page.getByText(/Sample retailer · 30 days/).waitFor();
    const tiles = page.getByRole('region', { name: 'In short' });
    expect(await tiles.innerText()).toMatch(/Last run\s+None/);

    await page.getByRole('combobox', { name: 'Dataset' }).click();
    await page.getByRole('option', { name: 'North' }).click();
    await page.getByText(/North · 4 weeks/).waitFor();
    expect(new URL(page.url()).search).toBe('?dataset=north');
    expect(await tiles.innerText()).toMatch(/€/);
    expect(await tiles.innerText()).toMatch(/Last run\s+Succeeded/);
    // Nothing runs it by schedule, and the tiles that are left fill their row.
    expect(await tiles.innerText()).not.toContain('Next run');
    const [frame, right] = [await tiles.boundingBox(), await tiles.locator('> *').last().boundingBox()];
    expect(Math.abs((frame?.x ?? 0) + (frame?.width ?? 0) - (right?.x ?? 0) - (right?.width ?? 0))).toBeLessThan(2);

    await page.getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'Store' }).click();
    await page.getByRole('heading', { name: 'Aurora' }).waitFor();
    expect(new URL(page.url()).searchParams.get('dataset')).toBe('north');
  });

  it('are told apart in the list of runs, and a run says what it registered and what is published', async () => {
    const page = await open('/pipelines');
    const row = page.locator('tbody tr').first();
    expect(await row.innerText()).toMatch(/North[\s\S]*Ensemble won the backtest · registered v3, published champion v2/);
    await row.getByRole('link').click();
    await page.getByText('Ensemble is the best model by backtest').waitFor();
    await page.getByText('sales-forecast.north.store.week version 3').waitFor();
    await page.getByText('the champion, version 2', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'See the forecast' }).click();
    await page.getByText(/North · 4 weeks/).waitFor();

    const phone = await open('/pipelines');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByText('North · Store · 4 weeks').waitFor();
  });

  it('answers with 404 where an address names what is not there, and takes odd text for that', async () => {
    for (const address of ['/forecasts?dataset=nope', '/forecasts?dataset=%00', '/pipelines/nope', '/pipelines/%00', '/pipelines?cursor=x'])
      expect(await status(address), address).toBe(404);
    for (const address of ['/forecasts?level=banana&series=%00', '/forecasts?level=%00', '/forecasts?dataset=north&series=a&series=b'])
      expect(await status(address), address).toBe(200);
    const page = await open('/forecasts?dataset=nope');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    forgive();
  });
});
