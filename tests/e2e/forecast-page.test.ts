import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open } = (await visit()) ?? {};

describeInBrowser('the forecast page', () => {
  it('goes from nothing over the first run to its forecast, by itself', async () => {
    const page = await open('/forecasts');
    await page.getByRole('heading', { name: 'No forecast yet' }).waitFor();
    await page.getByRole('button', { name: 'Run pipeline' }).waitFor();

    await seedRetailer();
    const run = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'setup' });
    const driver = new RunDriver(run.id);
    await page.reload();
    await page.getByRole('heading', { name: 'The first forecast is being made' }).waitFor();
    await page.locator('[data-step="extract"][data-status="pending"]').waitFor();
    await driver.begin('extract');
    await driver.report('extract', 0.5, 'half of the days read');
    await page.getByText('half of the days read').waitFor();
    expect(await page.getByRole('progressbar', { name: 'Extract: progress' }).getAttribute('aria-valuenow')).toBe('50');
    await driver.finish('extract');
    await page.locator('[data-step="extract"][data-status="succeeded"]').waitFor();

    await seedForecast(run.id);
    await driver.finishAll(null);
    await page.getByRole('heading', { name: 'All sales' }).waitFor();
    await page.locator('[data-chart="ready"]').waitFor();
  });

  it('shows totals against last year, the champion, its figures and the schedule', async () => {
    const page = await open('/forecasts');
    const tiles = page.getByRole('region', { name: 'In short' });
    const text = await tiles.innerText();
    expect(text).toMatch(/Next 7 days\s+\$\d/);
    expect(text).toMatch(/Next 28 days\s+\$\d/);
    expect(text).toMatch(/[+-]\d+\.\d% vs last year/);
    expect(text).toContain('Ensemble');
    expect(text).toContain('version 1');
    expect(text).toContain('6.9%');
    expect(text).toContain('backtest RMSE $1,400');
    expect(text).toMatch(/Last run\s+Succeeded/);
    expect(text).toMatch(/Next run\s+in \d/);
  });

  it('changes chart, tiles and table with the store, and keeps the choice in its address', async () => {
    const page = await open('/forecasts');
    const chart = page.locator('[data-chart]');
    await page.locator('[data-chart="ready"]').waitFor();
    const whole = await chart.getAttribute('aria-label');
    expect(whole).toContain('Sales of All sales up to Nov 22, 2026');

    await page.getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'Store' }).click();
    await page.getByRole('heading', { name: 'Store 001' }).waitFor();
    expect(new URL(page.url()).searchParams.get('level')).toBe('store');
    const first = await page.locator('tbody tr').first().innerText();

    await page.getByRole('button', { name: /^Series/ }).click();
    await page.getByPlaceholder('Search store…').fill('002');
    await page.getByRole('option', { name: 'Store 002' }).waitFor();
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['Store 002']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Store 002' }).waitFor();
    expect(new URL(page.url()).searchParams.get('series')).toBe('sample-retailer:store:store_002');
    expect(await page.locator('[data-chart]').getAttribute('aria-label')).toContain('Sales of Store 002');
    expect(await page.locator('tbody tr').first().innerText()).not.toBe(first);

    await page.reload();
    await page.getByRole('heading', { name: 'Store 002' }).waitFor();
    await page.getByText('Closure', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Store 001' }).waitFor();
  });

  it('says so when a search finds nothing', async () => {
    const page = await open('/forecasts?level=store');
    await page.getByRole('button', { name: /^Series/ }).click();
    await page.getByPlaceholder('Search store…').fill('zzz');
    await page.getByText('Nothing matches “zzz”.').waitFor();
  });

  it('lists every point of the forecast', async () => {
    const page = await open('/forecasts');
    expect(await page.locator('tbody tr').count()).toBe(14);
    await page.getByRole('button', { name: 'Show all 30' }).click();
    expect(await page.locator('tbody tr').count()).toBe(30);
  });

  it('falls back to what there is where an address names an unknown level or series', async () => {
    const page = await open('/forecasts?level=planet&series=sample-retailer:store:gone');
    await page.getByRole('heading', { name: 'All sales' }).waitFor();
  });

  it('draws again when another span is chosen', async () => {
    const page = await open('/forecasts');
    await page.locator('[data-chart="ready"]').waitFor();
    const canvas = page.locator('[data-chart] canvas').first();
    const before = await canvas.screenshot();
    await page.getByRole('radio', { name: '8 weeks' }).click();
    await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
  });
});
