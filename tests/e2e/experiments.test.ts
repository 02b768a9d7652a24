import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { createRun, finishRun, getTrackedRun } from '@/lib/tracking/service';
import { id, seedRuns, seedVolume } from './tracked-runs';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter runs' });
const lines = (page: Page) => page.getByRole('table', { name: 'Runs' }).locator('tbody tr[data-index]');
const names = async (page: Page) => (await lines(page).locator('a').allTextContents()).map((name) => name.trim());
/** The list is of these runs, in this order. */
const shows = (page: Page, expected: string[]) => expect.poll(() => names(page), { timeout: 10_000 }).toEqual(expected);

describeInBrowser('experiments', () => {
  let seeded: Awaited<ReturnType<typeof seedRuns>>;
  beforeAll(async () => {
    seeded = await seedRuns();
  });
  const address = (query = '') => `/experiments/${seeded.experiment}${query}`;

  it('are listed with what they hold, made, renamed, deleted and brought back', async () => {
    const page = await open('/experiments');
    const row = (name: string | RegExp) => page.getByRole('row', { name });
    expect(await row(/^grid search/).innerText()).toMatch(/grid search\s+8\s+1 running\s+1 failed/);
    await page.getByRole('button', { name: 'New experiment' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('grid search');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('There is an experiment grid search already').waitFor();
    forgive();
    await page.getByRole('textbox', { name: 'Name' }).fill('A new idea');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'A new idea' }).waitFor();
    await page.getByRole('heading', { name: 'No run yet' }).waitFor();

    await page.getByRole('button', { name: 'Actions for A new idea' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('An old idea');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'An old idea' }).waitFor();

    await page.goto(`${site.url}/experiments`);
    await page.getByRole('button', { name: 'Actions for An old idea' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await row(/^An old idea/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(/^An old idea/).waitFor();
    await page.getByRole('button', { name: 'Actions for An old idea' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await row(/^An old idea/).waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Deleted' }).click();
    await page.waitForURL(/view=deleted/);
    await page.getByRole('button', { name: 'Restore An old idea' }).click();
    await row(/^An old idea/).waitFor({ state: 'detached' });
  });

  it('filter their runs in MLflow’s language, with completion and errors at their place, and keep it in the address', async () => {
    const page = await open(address());
    await page.getByText('8 runs').waitFor();
    await filter(page).click();
    await page.keyboard.type('rms');
    await page.keyboard.press('Tab');
    expect(await filter(page).inputValue()).toBe('metrics.rmse ');
    await page.keyboard.type('< 40 AND params.mod');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('= ');
    // Values come from the runs themselves.
    await page.getByRole('option', { name: 'xgboost' }).click();
    expect((await filter(page).inputValue()).trim()).toBe("metrics.rmse < 40 AND params.model = 'xgboost'");
    await page.getByText('2 runs match').waitFor();
    await shows(page, ['run 3', 'run 1']);
    expect(new URL(page.url()).searchParams.get('filter')).toBe("metrics.rmse < 40 AND params.model = 'xgboost'");

    await page.reload();
    await shows(page, ['run 3', 'run 1']);
    await filter(page).fill("metric.rmse < 40 AND parms.model = 'xgboost' AND status = 'FINISHED'");
    await page.getByText("Invalid entity type 'parms'").waitFor();
    expect(await page.locator('.decoration-wavy').innerText()).toBe('parms.model');
    // What is wrong is not applied.
    await shows(page, ['run 3', 'run 1']);
    await filter(page).fill("params.model = 'none'");
    await page.getByRole('heading', { name: 'No run matches' }).waitFor();
    // The other one is in the field.
    await page.getByRole('button', { name: 'Clear the filter' }).last().click();
    await page.getByText('8 runs').waitFor();
  });

  it('show chosen columns, sort by any of them and group', async () => {
    const page = await open(address());
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'team' }).check();
    await page.getByRole('checkbox', { name: 'Started' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'team' }).waitFor();
    expect(await page.getByRole('columnheader', { name: /^Started/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'rmse', exact: true }).click();
    await page.waitForURL(/sort=-metrics\.rmse/);
    await shows(page, ['run 7', 'run 6', 'run 5', 'run 3', 'run 2', 'run 1', 'run 0', 'run 4']);
    await page.getByRole('button', { name: 'rmse', exact: true }).click();
    await shows(page, ['run 0', 'run 1', 'run 2', 'run 3', 'run 5', 'run 6', 'run 7', 'run 4']);

    await page.getByRole('button', { name: /^Group/ }).click();
    await page.getByRole('option', { name: 'By model' }).click();
    await page.getByRole('button', { name: 'Runs with xgboost' }).click();
    await shows(page, ['run 1', 'run 3', 'run 5', 'run 7']);
    await page.getByRole('button', { name: /^Group/ }).click();
    await page.getByRole('option', { name: 'Runs in their parent run' }).click();
    await shows(page, ['run 0', 'run 1', 'run 2', 'run 3', 'run 5', 'run 4']);
    await page.getByRole('button', { name: 'Runs in run 0' }).click();
    await shows(page, ['run 0', 'run 6', 'run 7', 'run 1', 'run 2', 'run 3', 'run 5', 'run 4']);
    await page.goBack();
    await page.getByRole('button', { name: 'Runs with xgboost' }).waitFor();
  });

  it('have runs changed many at once: tagged, deleted with undo, and exported', async () => {
    const page = await open(address('?sort=name'));
    await page.getByRole('checkbox', { name: 'Select run 1' }).click();
    await page.getByRole('checkbox', { name: 'Select run 3' }).click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'Selected runs' });
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'Tag…' }).click();
    await page.getByRole('textbox', { name: 'Tag' }).fill('reviewed');
    await page.getByRole('textbox', { name: 'Value' }).fill('yes');
    await page.getByRole('button', { name: 'Set the tag' }).click();
    await page.getByText('3 runs tagged').waitFor();
    expect((await getTrackedRun(id(2))).tags.reviewed).toBe('yes');

    await bar.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('3 runs deleted').waitFor();
    await page.getByText(/^5 runs/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^8 runs/).waitFor();
    const download = page.waitForEvent('download');
    await filter(page).fill("tags.reviewed = 'yes'");
    await page.getByText('3 runs match').waitFor();
    await page.getByRole('link', { name: 'CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text.split('\r\n').map((line) => line.split(',')[1])).toEqual(['name', 'run 1', 'run 2', 'run 3', undefined]);
  });

  it('follow runs that are under way and those that come', async () => {
    const page = await open(address());
    await page.getByRole('row', { name: /run 0.*Running/ }).waitFor();
    await finishRun(id(0), 'FINISHED');
    await page.getByRole('row', { name: /run 0.*Finished/ }).waitFor();
    await createRun({ id: id(99), experimentId: seeded.experiment, name: 'a late one' });
    await page.getByRole('row', { name: /a late one/ }).waitFor({ timeout: 20_000 });
  });

  it('have ten thousands of runs, of which those in sight are read', async () => {
    const experiment = await seedVolume(5000);
    const page = await open(`/experiments/${experiment}`);
    await page.getByText('5,000 runs').waitFor();
    await page.getByRole('link', { name: 'many 5000' }).focus();
    expect(await lines(page).count()).toBeLessThan(80);
    const region = page.getByRole('region', { name: 'Runs', exact: true });
    for (let screen = 0; screen < 4; screen++) {
      await region.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await page.waitForTimeout(300);
    }
    await expect.poll(async () => Number((await names(page)).at(-1)?.split(' ')[1])).toBeLessThan(4800);
    expect(await lines(page).count()).toBeLessThan(80);
  });

  it('say so when they cannot be read, and try again', async () => {
    const page = await open(address());
    await page.getByText('runs', { exact: false }).first().waitFor();
    forgive();
    await page.route('**/api/v1/runs?**', (request) => request.abort());
    await filter(page).fill("params.model = 'lightgbm'");
    await page.getByRole('heading', { name: 'The runs could not be read' }).waitFor({ timeout: 20_000 });
    await page.unroute('**/api/v1/runs?**');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('link', { name: 'run 2' }).waitFor();
  });

  it('answer 404 where there is no such experiment', async () => {
    for (const odd of ['77777', 'x', '99999999999']) expect((await fetch(`${site.url}/experiments/${odd}`)).status).toBe(404);
  });
});
