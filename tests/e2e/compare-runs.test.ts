import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { compareAddress, id, seedRuns } from './tracked-runs';
import { describeInBrowser, visit } from './visit';

const { open, forgive } = (await visit()) ?? {};

const drawn = (page: Page, within: string) => page.getByRole('region', { name: within }).locator('[data-chart="ready"]').waitFor();
const picture = (page: Page, within: string) => page.getByRole('region', { name: within }).getByRole('img').first();

describeInBrowser('a comparison of runs', () => {
  beforeAll(async () => {
    await seedRuns();
  });

  it('is reached by selecting runs, and says what differs and what is best', async () => {
    const page = await open('/experiments');
    await page.getByRole('link', { name: 'grid search' }).click();
    for (const k of [1, 2, 3]) await page.getByRole('checkbox', { name: `Select run ${k}` }).click();
    await page.getByRole('region', { name: 'Selected runs' }).getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Compare 3 runs' }).waitFor();
    const params = page.getByRole('region', { name: 'Parameters of the runs' });
    expect((await params.innerText()).replace(/\s+/g, ' ')).toContain('model xgboost lightgbm xgboost');
    // The same in all, so it is not shown until it is asked for.
    expect(await params.getByText('seed').count()).toBe(0);
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await params.getByText('seed').waitFor();
    expect(await params.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['lightgbm']));
    const metrics = page.getByRole('region', { name: 'Metrics of the runs' });
    const best = (metric: string) => metrics.getByRole('row', { name: new RegExp(`^${metric} `) }).getByRole('img', { name: 'best' });
    expect(await best('rmse').count()).toBe(1);
    expect((await metrics.getByRole('row', { name: /^rmse / }).innerText()).replace(/\s+/g, ' ')).toBe('rmse 15 25 35');
    await page
      .getByRole('button', { name: /Leave out run 2|Leave out run 1/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Compare 2 runs' }).waitFor();
  });

  it('is drawn as bars and boxes, in parallel coordinates, as a scatter and as curves, each kept in the address', async () => {
    const page = await open(compareAddress(4));
    await page.getByRole('tab', { name: 'Bars and boxes' }).click();
    await drawn(page, 'Metric by run');
    await drawn(page, 'Spread');
    expect(await picture(page, 'Metric by run').getAttribute('aria-label')).toBe('rmse by run: run 0 5; run 1 15; run 2 25; run 3 35.');
    await page.getByText('run 0 is best with 5').waitFor();

    await page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await drawn(page, 'Parallel coordinates');
    expect(await picture(page, 'Parallel coordinates').getAttribute('aria-label')).toMatch(/across depth, model, rmse, r2/);
    await page.getByRole('button', { name: 'Axes' }).click();
    await page.getByRole('checkbox', { name: 'depth' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => picture(page, 'Parallel coordinates').getAttribute('aria-label')).toMatch(/across model, rmse, r2/);

    await page.getByRole('tab', { name: 'Scatter' }).click();
    await drawn(page, 'Scatter');
    await page.getByRole('button', { name: /^Across/ }).click();
    await page.getByRole('option', { name: 'model (parameter)' }).click();
    await expect.poll(() => picture(page, 'Scatter').getAttribute('aria-label')).toMatch(/4 runs by model and rmse/);

    await page.getByRole('tab', { name: 'Curves' }).click();
    await drawn(page, 'Curves');
    expect(await picture(page, 'Curves').getAttribute('aria-label')).toMatch(/^valid\/loss of 4 runs: run 0 from 1 to 0.025/);
    await page.getByRole('radio', { name: 'Since start' }).click();
    await page.getByRole('switch', { name: 'Log scale' }).click();
    const address = new URL(page.url()).searchParams;
    expect([address.get('tab'), address.get('over'), address.get('log'), address.get('x')]).toEqual([
      'curves',
      'relative',
      '1',
      'params.model',
    ]);
    await page.reload();
    await drawn(page, 'Curves');
    expect(await page.getByRole('switch', { name: 'Log scale' }).isChecked()).toBe(true);
  });

  it('says what it lacks', async () => {
    const page = await open('/experiments/compare');
    await page.getByRole('heading', { name: 'Choose two runs or more' }).waitFor();
    await page.goto(new URL(compareAddress(2), page.url()).href.replace(id(1), `${id(1)},${'0'.repeat(32)}`));
    await page.getByText('1 run could not be found').waitFor();
    await page.getByRole('heading', { name: 'Compare 2 runs' }).waitFor();
  });

  it('tells of curves that cannot be read, and tries again', async () => {
    const page = await open(compareAddress(2));
    forgive();
    await page.route('**/metrics/**', (request) => request.abort());
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.getByRole('heading', { name: 'The curves could not be read' }).waitFor({ timeout: 20_000 });
    await page.unroute('**/metrics/**');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await drawn(page, 'Curves');
  });
});
