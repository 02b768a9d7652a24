import { expect, it } from 'vitest';
import { seedForecast, seedRetailer } from './retailer';
import { describeInBrowser, visit } from './visit';

const { open, forgive } = (await visit()) ?? {};

describeInBrowser('the API reference', () => {
  it('finds an operation, tells what it takes and answers, and calls it', async () => {
    await seedRetailer();
    await seedForecast();
    const page = await open('/docs');
    await page.getByRole('heading', { name: 'API reference' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search operations' }).fill('series/{id} history');
    const found = page.getByRole('navigation', { name: 'Operations' }).getByRole('link');
    await expect.poll(() => found.count()).toBe(1);
    await found.click();
    await page.waitForURL('**/docs/getSeriesHistory');
    // The address of this very server, as soon as the page is alive.
    await expect.poll(() => page.locator('pre').first().innerText()).toContain(`${new URL(page.url()).origin}/api/v1/series/{id}/history`);

    await page.getByLabel('id required').fill('sample-retailer:store:store_001');
    await page.getByLabel('from', { exact: true }).fill('2026-11-16');
    await page.getByLabel('to', { exact: true }).fill('2026-11-22');
    await page.getByRole('button', { name: 'Send' }).click();
    const answer = page.getByRole('region', { name: 'Answer', exact: true });
    await answer.waitFor();
    expect(JSON.parse(await answer.innerText())).toMatchObject({ series: { id: 'sample-retailer:store:store_001' } });
  });

  it('shows the words of a refusal', async () => {
    const page = await open('/docs/getSeriesHistory');
    await page.getByLabel('id required').fill('nobody');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('404', { exact: true }).nth(1).waitFor();
    expect(await page.getByRole('region', { name: 'Answer', exact: true }).innerText()).toContain('not_found');
    forgive();
  });

  it('opens the fields of a body down to the last', async () => {
    const page = await open('/docs/createPipelineRun');
    const body = page.getByRole('region', { name: 'Body: application/json' });
    await body.getByText('parameters', { exact: true }).waitFor();
    await body.locator('summary').first().click();
    await body.getByText('horizon', { exact: true }).waitFor();
    await body.getByText('Example', { exact: true }).click();
    expect(JSON.parse(await body.locator('pre').innerText())).toHaveProperty('parameters');
  });

  it('says so where there is no such operation', async () => {
    const page = await open('/docs/nothing');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    forgive();
  });
});
