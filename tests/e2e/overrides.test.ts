import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { finalPlan, listOverrides } from '@/lib/overrides/service';
import { seedForecast, seedRetailer, stores } from './retailer';
import { describeInBrowser, visit } from './visit';

const { open } = (await visit()) ?? {};
const dataset = 'sample-retailer';
const series = `${dataset}:store:store_001`;
const address = `/forecasts?tab=overrides&level=store&series=${series}`;
const money = (text: string) => Number(text.replace(/[^\d.-]/g, ''));

describeInBrowser('overrides', () => {
  beforeAll(async () => {
    await seedRetailer();
    await seedForecast();
  });

  it('stand beside the model’s numbers with a reason, and are marked on the chart', async () => {
    const page = await open(address);
    const rows = page.getByRole('region', { name: 'Overrides by date' }).locator('tr[data-date]');
    const plan = (index: number) => rows.nth(index).locator('[data-figure="plan"]').innerText();
    const model = money(await plan(1));
    await rows
      .nth(0)
      .getByRole('textbox', { name: /^Your number/ })
      .fill('$12,500');
    await rows
      .nth(1)
      .getByRole('textbox', { name: /^Change in percent/ })
      .fill('10');
    await expect.poll(() => plan(0)).toBe('$12,500');
    expect(money(await plan(1))).toBeCloseTo(1.1 * model, -1);
    await page.getByRole('button', { name: 'Override 2 days' }).click();
    // The browser itself would not let an empty reason pass; nor do a few blanks.
    await page.getByLabel('Reason').fill('  ');
    await page.getByRole('button', { name: 'Override 2 days' }).click();
    await page.getByText('Say why, in a few words').waitFor();
    await page.getByLabel('Reason').fill('Street fair in front of the store');
    await page.getByLabel('Your name').fill('Ann');
    await page.getByRole('button', { name: 'Override 2 days' }).click();
    await page.getByText('2 days overridden').waitFor();
    await rows.nth(0).getByText('Overridden').waitFor();
    const history = page.getByRole('region', { name: 'History of overrides' });
    expect(await history.locator('tbody tr').innerText()).toMatch(/Street fair in front of the store[\s\S]*Ann[\s\S]*Active/);
    await page.getByText('2 overridden periods wait for the actual value').waitFor();

    await page.getByRole('tab', { name: 'Forecast', exact: true }).click();
    await page.getByText('Planner’s override').waitFor();
  });

  it('are withdrawn and brought back; the plan follows', async () => {
    const page = await open(address);
    const history = page.getByRole('region', { name: 'History of overrides' });
    const first = page.getByRole('region', { name: 'Overrides by date' }).locator('tr[data-date]').first();
    await history.getByRole('button', { name: 'Withdraw' }).click();
    await history.getByText('Withdrawn').waitFor();
    await first.getByText('Overridden').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await history.getByText('Active').waitFor();
    await first.getByText('Overridden').waitFor();
  });

  it('of all stores together go down to each, for a range of dates at once', async () => {
    const page = await open('/forecasts?tab=overrides&level=total');
    await page.getByText(/is handed down to each part by the model’s share/).waitFor();
    const rows = page.getByRole('region', { name: 'Overrides by date' }).locator('tr[data-date]');
    await rows.nth(4).getByRole('checkbox').click();
    await rows
      .nth(6)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByRole('textbox', { name: 'Change of selected dates in percent' }).fill('-20');
    await page.getByLabel('Reason').fill('Snow is expected');
    await page.getByRole('button', { name: 'Override 3 days' }).click();
    await page.getByText('3 days overridden').waitFor();
    const { items } = await finalPlan({ dataset, level: 'store', limit: 1000 });
    const snow = items.filter(({ override }) => override?.reasons.includes('Snow is expected'));
    expect(snow).toHaveLength(3 * stores.length);
    for (const { model, final } of snow) expect(final).toBeCloseTo(0.8 * model, 6);
    const [made] = (await listOverrides({ dataset, limit: 1 })).items;
    expect(made).toMatchObject({ level: 'total', parts: stores.length });
  });

  it('are exported with the plan', async () => {
    const page = await open(address);
    await page.getByRole('button', { name: 'Export plan' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Store 001 as CSV' }).click()]);
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toBe('series,date,step,model,override,final,reason,author');
    expect(lines).toHaveLength(31);
    expect(lines[1]).toMatch(/,12500,12500,Street fair in front of the store,Ann$/);
  });

  it('are scored beside the model when the actual values come', async () => {
    // The first day comes, and the planner was nearer.
    await db().$executeRaw`UPDATE series SET history = history || ARRAY[12600]::float8[], last_date = last_date + 1 WHERE id = ${series}`;
    const page = await open(address);
    const score = page.getByRole('region', { name: 'Score', exact: true });
    await score.getByText('Nearer in 1 of 1 period').waitFor();
    expect(await score.innerText()).toMatch(/Value added\s+\+\d+\.\d pp/);
    expect(await page.getByRole('region', { name: 'By planner' }).locator('tbody tr').innerText()).toMatch(/^Ann\s+1\s/);
    expect(await page.getByRole('region', { name: 'By reason' }).locator('tbody tr').innerText()).toContain(
      'Street fair in front of the store',
    );
  });
});
