import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun, getPipelineRun, listPipelineRuns } from '@/lib/pipeline-runs/service';
import { seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, forgive, site } = (await visit()) ?? {};
const parameters = pipelineParameters.parse({});

describeInBrowser('pipeline runs', () => {
  it('starts a run from the form and leads to its page', async () => {
    await seedRetailer();
    const page = await open('/pipelines');
    await page.getByRole('heading', { name: 'No run yet' }).waitFor();
    await page.getByRole('button', { name: 'Run pipeline' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Run pipeline' });
    // What the dataset itself would choose is shown as chosen.
    expect(await dialog.getByRole('combobox', { name: 'Level' }).innerText()).toBe('Store');
    expect(await dialog.getByRole('combobox', { name: 'Frequency' }).innerText()).toBe('Day');
    expect(await dialog.getByLabel('Horizon').getAttribute('placeholder')).toBe('30');
    await dialog.getByLabel('Horizon').fill('14');
    await dialog.getByLabel('XGBoost').click();
    await dialog.getByRole('button', { name: 'Run pipeline' }).click();
    await page.waitForURL(/\/pipelines\/[0-9a-f-]{36}$/);
    await page.getByRole('heading', { name: /^Run [0-9a-f]{8}/ }).waitFor();
    await page.getByText('Queued', { exact: true }).waitFor();
    const run = await getPipelineRun(page.url().split('/').at(-1) ?? '');
    expect(run).toMatchObject({
      trigger: 'dashboard',
      parameters: { ...parameters, horizon: 14, models: parameters.models.filter((name) => name !== 'xgboost') },
    });
    await page.getByText('14 days').first().waitFor();

    await page.getByRole('button', { name: 'Cancel run' }).click();
    const asked = page.getByRole('alertdialog', { name: /^Cancel run/ });
    await asked.getByText('It gives up its place in the queue.').waitFor();
    await asked.getByRole('button', { name: 'Stop the run' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    expect((await getPipelineRun(run.id)).status).toBe('cancelled');
  });

  it('names what is wrong beside the field, whoever finds it', async () => {
    const page = await open('/forecasts');
    await page.getByRole('button', { name: 'Run pipeline' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Horizon').fill('0');
    await dialog.getByLabel('Data start date').fill('2026-03-01');
    await dialog.getByLabel('Data end date').fill('2026-02-01');
    await dialog.getByRole('button', { name: 'Run pipeline' }).click();
    await dialog.getByText('must be at least 1').waitFor();
    expect(await dialog.getByLabel('Horizon').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Horizon').fill('30');
    await dialog.getByText('must not be before dataStartDate (2026-03-01)').waitFor();

    // Only the server knows which datasets there are, and says so before the run is asked for.
    await dialog.getByLabel('Data end date').fill('2026-04-01');
    await dialog.getByRole('button', { name: 'Advanced settings' }).click();
    await dialog.getByLabel('Dataset', { exact: true }).fill('nowhere');
    await dialog.getByText(/there is no dataset "nowhere"/).waitFor();
    forgive();
    await dialog.getByRole('button', { name: 'Run pipeline' }).click();
    await dialog.getByText(/there is no dataset "nowhere"/).waitFor();
    expect(await dialog.getByLabel('Dataset', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(page.url()).not.toContain('/pipelines/');
    forgive();
  });

  it('follows a run step by step, also over a restart of the server', async () => {
    const { id } = await createPipelineRun({ parameters, trigger: 'api' });
    const driver = new RunDriver(id);
    const page = await open(`/pipelines/${id}`);
    await page.getByText('Live', { exact: true }).waitFor();
    await driver.begin('extract');
    await page.locator('[data-step="extract"][data-status="running"]').waitFor();
    await driver.report('extract', 0.25, 'a quarter');
    await page.getByText('a quarter').waitFor();

    const restarted = site.restart(300);
    await page.getByText('Reconnecting…').waitFor();
    await driver.finish('extract');
    await restarted;
    await page.locator('[data-step="extract"][data-status="succeeded"]').waitFor({ timeout: 15_000 });
    await page.getByText('Live', { exact: true }).waitFor();
    forgive();

    await driver.finishAll(null);
    await page.getByText('Ensemble is the best model by backtest').waitFor();
    const table = page.getByRole('region', { name: 'Figures by model' });
    expect(await table.locator('tbody tr').first().innerText()).toMatch(/Ensemble\s+\$1,400/);
    await page.getByRole('radio', { name: 'Test', exact: true }).click();
    expect(await table.locator('tbody tr').first().innerText()).toMatch(/Ensemble\s+\$1,428/);
  });

  it('shows why a run failed, and goes on from there when asked', async () => {
    const { id } = await createPipelineRun({ parameters, trigger: 'cron' });
    await new RunDriver(id).begin('extract');
    const file = 'sales/year=2026/month=11/day=03/part-0.parquet';
    await failRun(id, 1, {
      code: 'data_invalid',
      message: `${file} is not a Parquet file.`,
      errors: [{ path: file, message: 'has no magic bytes at its end' }],
    });
    const page = await open(`/pipelines/${id}`);
    const alert = page.getByRole('alert').filter({ hasText: 'not a Parquet file' });
    expect(await alert.innerText()).toContain('has no magic bytes at its end');
    await page.getByRole('button', { name: 'Retry from the failed step' }).click();
    await page.getByText('Queued', { exact: true }).waitFor();
    expect((await getPipelineRun(id)).status).toBe('queued');
  });

  it('lists runs a page at a time, narrowed by status', async () => {
    const known = (await listPipelineRuns({ limit: 100 })).items.length;
    for (let index = known; index < 30; index++) await createPipelineRun({ parameters, trigger: 'api' });
    const page = await open('/pipelines');
    expect(await page.locator('tbody tr').count()).toBe(25);
    await page.getByRole('link', { name: 'Older' }).click();
    await page.waitForURL(/cursor=/);
    await expect.poll(() => page.locator('tbody tr').count()).toBe(5);
    await page.getByRole('link', { name: 'Newest' }).click();
    await page.getByRole('link', { name: 'Succeeded', exact: true }).click();
    await page.waitForURL(/status=succeeded/);
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.locator('tbody a').click();
    await page.getByText('Ensemble is the best model by backtest').waitFor();
  });

  it('says so where there is no such run', async () => {
    const page = await open(`/pipelines/${randomUUID()}`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    forgive();
  });
});
