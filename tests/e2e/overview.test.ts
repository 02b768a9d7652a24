import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { seriesId } from '@/lib/datasets/series-id';
import { publishForecast } from '@/lib/forecasts/service';
import { pipelineParameters, sampleDataset } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun, listPipelineRuns } from '@/lib/pipeline-runs/service';
import { modelName } from '@/lib/registry/names';
import { origin, seedForecast, seedRetailer, stores } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};
const parameters = pipelineParameters.parse({});

/** The text of the tile with a label. */
const tile = (page: Page, label: string) =>
  page.getByRole('region', { name: 'In short' }).getByRole('link', { name: new RegExp(`^${label}`) });

/** A forecast of two weeks ago, twice too high for every store: what it said has come by now. */
async function publishPast(): Promise<void> {
  const before = parseDay(origin) - 14;
  const points = stores.flatMap((store) =>
    Array.from({ length: 30 }, (_, k) => ({ id: seriesId(sampleDataset, 'store', { store }), step: k + 1, date: isoDate(before + k + 1) })),
  );
  const at = (shift: number) => Float64Array.from(points, () => 30_000 + shift);
  await publishForecast({
    ...{ pipelineRunId: randomUUID(), dataset: sampleDataset, datasetVersion: 1, level: 'store', frequency: 'day', horizon: 30 },
    ...{ origin: isoDate(before), modelName: modelName({ dataset: sampleDataset, level: 'store', frequency: 'day' }), modelVersion: 1 },
    ...{ intervalMethod: 'conformal', publishedAt: `${isoDate(before)}T06:00:00Z` },
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(() => 'store'),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ date }) => date),
      ...{ mean: at(0), lower80: at(-1), upper80: at(1), lower90: at(-2), upper90: at(2), lower95: at(-3), upper95: at(3) },
    },
  });
}

describeInBrowser('the overview', () => {
  it('offers the sample’s first forecast and one’s own data where there is nothing, and shows the run it started live', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'Bring your own CSV' }).waitFor();
    await page.getByRole('button', { name: 'Make the first forecast' }).click();
    await page.getByRole('heading', { name: 'The sample retailer’s first forecast is being made' }).waitFor();
    // Beside it, one's own data are offered all the while.
    await page.getByRole('heading', { name: 'Bring your own CSV' }).waitFor();
    const [run] = (await listPipelineRuns({ limit: 1 })).items;
    const driver = new RunDriver(run?.id ?? '');
    await driver.begin('extract');
    await page.locator('[data-step="extract"][data-status="running"]').waitFor();

    await seedRetailer();
    await driver.finish('extract');
    await seedForecast(run?.id);
    await driver.finishAll(null);
    // Nobody reloads: the page turns into the overview by itself.
    await page.getByRole('region', { name: 'In short' }).waitFor();
    await page.locator('[data-chart="ready"]').waitFor();
  });

  it('says in its tiles where things stand, and each leads on', async () => {
    const page = await open('/');
    expect(await tile(page, 'Next 4 weeks').innerText()).toMatch(/\$[\d.]+M\s+[+-][\d.]+% vs last year/);
    // Nothing that was published has come true: the test window's figure, said plainly.
    expect(await tile(page, 'Error, test window').innerText()).toMatch(/6\.9%\s+no past forecast yet/);
    expect(await tile(page, 'Champion').innerText()).toMatch(/Ensemble\s+version 1/);
    expect(await tile(page, 'Last run').innerText()).toMatch(/Succeeded/);
    await page.getByText('Nothing that was published has come true yet.').waitFor();
    for (const label of ['Next 4 weeks', 'Champion', 'Last run', 'Next run']) {
      const address = await tile(page, label).getAttribute('href');
      const response = await page.request.get(site.url + address);
      expect(response.status(), `${label} leads to ${address}`).toBe(200);
    }
    await page.getByRole('region', { name: 'Top movers' }).getByRole('link').first().click();
    await page.waitForURL(/\/forecasts\?.*series=/);
  });

  it('scores past forecasts on what has come since, and raises what is amiss', async () => {
    await publishPast();
    const failed = await createPipelineRun({ parameters, trigger: 'cron' });
    await new RunDriver(failed.id).begin('extract');
    await failRun(failed.id, 1, { code: 'data_invalid', message: 'A file is damaged.', errors: [] });
    const page = await open('/');
    expect(await tile(page, 'Error, past forecasts').innerText()).toMatch(/\d+\.\d%\s+seasonal naive [\d.]+%/);
    const alerts = page.getByRole('region', { name: 'Alerts' });
    await alerts.getByText('The last run failed').waitFor();
    await alerts.getByText('The champion loses to the seasonal naive').waitFor();
    await alerts.getByText('The intervals are too narrow').waitFor();
    // 14 of its 30 days are known.
    const past = page.getByRole('region', { name: 'What was said, what came' });
    expect(await past.getByRole('row').nth(1).innerText()).toMatch(/Nov 8, 2026 · v1\s+47%/);
    await alerts.getByRole('link', { name: 'See the run' }).click();
    await page.waitForURL(new RegExp(failed.id));
  });

  it('answers 404 where there is no such dataset', async () => {
    expect((await fetch(`${site.url}/?dataset=nowhere`)).status).toBe(404);
    const page = await open('/?dataset=nowhere');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    forgive();
  });
});
