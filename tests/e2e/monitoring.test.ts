import { beforeAll, expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { keepPanel, publishPast } from './past-forecast';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};

describeInBrowser('monitoring', () => {
  let failed = '';
  beforeAll(async () => {
    await seedRetailer();
    const parameters = pipelineParameters.parse({});
    const run = await createPipelineRun({ parameters, trigger: 'setup' });
    await seedForecast(run.id);
    await new RunDriver(run.id).finishAll(null);
    await keepPanel(run.id);
    const other = await createPipelineRun({ parameters, trigger: 'cron' });
    failed = other.id;
    await new RunDriver(failed).begin('extract');
    await failRun(failed, 1, { code: 'data_invalid', message: 'A file is damaged.', errors: [] });
  });

  it('says what is amiss and what to do, how runs went and how new the data are', async () => {
    const page = await open('/monitoring');
    const alerts = page.getByRole('region', { name: 'Alerts' });
    await alerts.getByText('The last run failed').waitFor();
    await alerts.getByText(/Read on its page what failed, mend that/).waitFor();
    const runs = page.getByRole('region', { name: 'Pipeline runs' });
    await runs.getByText('1 run of 2 succeeded (50%)', { exact: false }).waitFor();
    await runs.locator('[data-chart="ready"]').waitFor();
    await runs.getByRole('list', { name: 'Failures' }).getByText('A file is damaged.').waitFor();
    await page
      .getByRole('region', { name: 'Data freshness' })
      .getByText(/The forecast knows sales up to Nov 22, 2026/)
      .waitFor();
    await alerts.getByRole('link', { name: 'See the run' }).click();
    await page.waitForURL(new RegExp(failed));
  });

  it('measures drift of sales and covariates, with the thresholds it goes by', async () => {
    const page = await open('/monitoring');
    const drift = page.getByRole('region', { name: 'Drift', exact: true });
    await drift.locator('[data-drift="price"][data-verdict="large"]').waitFor();
    await drift.locator('[data-drift="sales"][data-verdict="stable"]').waitFor();
    await drift.getByText(/Moderate from a population stability index of 0\.1 on/).waitFor();
    await page
      .getByRole('region', { name: 'Alerts' })
      .getByText(/^price \(PSI/)
      .waitFor();
  });

  it('says honestly that nothing has come true, then draws accuracy by level as forecasts do', async () => {
    let page = await open('/monitoring');
    await page.getByText('Nothing has come true yet').waitFor();
    await publishPast(40);
    page = await open('/monitoring');
    const accuracy = page.getByRole('region', { name: 'Accuracy over time' });
    await accuracy.getByText(/one forecast has been scored so far/).waitFor();
    await publishPast(20);
    page = await open('/monitoring');
    const drawn = page.getByRole('region', { name: 'Accuracy over time' });
    await drawn.locator('[data-chart="ready"]').waitFor();
    expect(await drawn.getByRole('row').count()).toBe(3);
    const ofStores = await drawn.getByRole('row').nth(1).innerText();
    await page.getByRole('region', { name: 'Did intervals hold?' }).locator('[data-chart="ready"]').waitFor();
    await drawn.getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'Total' }).click();
    await page.waitForURL(/level=total/);
    await drawn.getByText(/^Total: what each past forecast/).waitFor();
    // A forecast that says the same of every store is far better of their sum.
    expect(await drawn.getByRole('row').nth(1).innerText()).not.toBe(ofStores);
  });

  it('answers 404 where there is no such dataset', async () => {
    forgive();
    expect((await fetch(`${site.url}/monitoring?dataset=nowhere`)).status).toBe(404);
  });
});
