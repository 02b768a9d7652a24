import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { seedRetailer } from './retailer';
import { describeInBrowser, visit } from './visit';

const { open } = (await visit()) ?? {};

describeInBrowser('the schedule and the list of runs', () => {
  it('is changed in words, with the next times in sight, paused and resumed', async () => {
    await seedRetailer();
    const page = await open('/pipelines');
    const card = page.getByRole('region', { name: 'Schedule' });
    await card.getByText('Every Monday at 6:00 AM').waitFor();
    expect(await card.getByRole('list', { name: 'Next runs' }).getByRole('listitem').count()).toBe(5);
    await card.getByRole('button', { name: 'Edit times' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit schedule' });
    await dialog.getByRole('combobox', { name: 'How often' }).click();
    await page.getByRole('option', { name: 'Every day' }).click();
    await dialog.getByLabel('At').fill('17:30');
    await dialog.getByRole('button', { name: /^Time zone/ }).click();
    await page.getByPlaceholder('Choose a time zone').fill('chicago');
    await page.getByRole('option', { name: 'America/Chicago' }).click();
    await dialog.getByText('Every day at 5:30 PM, America/Chicago').waitFor();
    await dialog.getByRole('button', { name: 'Save schedule' }).click();
    await card.getByText('Every day at 5:30 PM').waitFor();
    expect(await getSchedule()).toMatchObject({ cron: '30 17 * * *', timeZone: 'America/Chicago', edited: true });

    await card.getByRole('button', { name: 'Pause' }).click();
    await card.getByText('Paused', { exact: true }).waitFor();
    expect((await getSchedule()).paused).toBe(true);
    await card.getByRole('button', { name: 'Resume' }).click();
    await card.getByRole('list', { name: 'Next runs' }).waitFor();
  });

  it('refuses a cron that is none as one types, and is given back to the server', async () => {
    const page = await open('/pipelines');
    await page.getByRole('button', { name: 'Edit times' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit schedule' });
    await dialog.getByRole('combobox', { name: 'How often' }).click();
    await page.getByRole('option', { name: 'Custom (cron)' }).click();
    await dialog.getByLabel('Cron').fill('* * * * *');
    await dialog.getByText('must leave at least 10 minutes between runs').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save schedule' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Use the server’s own' }).click();
    await page.getByText('Every Monday at 6:00 AM').waitFor();
    expect((await getSchedule()).edited).toBe(false);
  });

  it('tells its runs what it is given, checked as for any run', async () => {
    const page = await open('/pipelines');
    await page.getByRole('button', { name: 'Edit parameters' }).click();
    const dialog = page.getByRole('dialog', { name: 'Parameters of scheduled runs' });
    await dialog.getByRole('radio', { name: 'Quick look' }).click();
    await dialog.getByLabel('Horizon').fill('400');
    await dialog.getByText('must be at most 365').waitFor();
    await dialog.getByLabel('Horizon').fill('21');
    await dialog.getByText(/21 days ahead/).waitFor();
    await dialog.getByRole('button', { name: 'Save parameters' }).click();
    await page.getByText('Sample retailer · 21 periods · 4 models').waitFor();
    expect((await getSchedule()).parameters).toMatchObject({ horizon: 21, backtestRefit: false, tuningTrials: 0 });
  });

  it('runs are narrowed by dataset and trigger, in the address, and say what changed', async () => {
    const create = (dataset: string, trigger: 'api' | 'cron', more = {}) =>
      createPipelineRun({ parameters: pipelineParameters.parse({ dataset, ...more }), trigger });
    await create('sample-retailer', 'api');
    await create('north', 'cron');
    const last = await create('north', 'api', { horizon: 10, tuningTrials: 2 });
    const page = await open('/pipelines?dataset=north');
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(2);
    await page.setViewportSize({ width: 1600, height: 900 });
    expect(await rows.first().innerText()).toContain('Horizon, Tuning trials');
    expect(await rows.nth(1).innerText()).toContain('First of its dataset');
    await page.getByRole('combobox', { name: 'Started by' }).click();
    await page.getByRole('option', { name: 'API' }).click();
    await page.waitForURL(/trigger=api/);
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.first().innerText()).toContain(last.id.slice(0, 8));
    await page.getByRole('link', { name: 'Failed', exact: true }).click();
    await page.getByRole('heading', { name: 'No such runs' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows.count()).toBe(3);
  });
});
