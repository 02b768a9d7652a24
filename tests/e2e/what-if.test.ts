import type { Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { readEdits } from '@/components/what-if/edits-address';
import { listScenarios } from '@/lib/scenarios/service';
import { installedBoosters, publishSample } from '../serving/published-run';
import { faults, looks } from './faults';
import { describeInBrowser, visit } from './visit';

// A real champion is trained first, and the real predictor answers.
vi.setConfig({ hookTimeout: 300_000, testTimeout: 60_000 });
installedBoosters();
const { open, forgive, site } = (await visit()) ?? {};

const address = '/forecasts?tab=what-if&level=store&series=sample-retailer:store:store_001';
const money = (text: string) => Number(text.replace(/[^\d.-]/g, ''));
const grid = (page: Page) => page.getByRole('region', { name: 'Plan by date' }).last();
const totals = (page: Page) => page.getByRole('region', { name: 'Totals', exact: true });

/** A date without anything rare planned, and its row. */
async function quietRow(page: Page) {
  await grid(page).locator('tr[data-date]').first().waitFor();
  const rows = await grid(page)
    .locator('tr[data-date]')
    .evaluateAll((all) => all.map((row) => [row.getAttribute('data-date') ?? '', row.textContent ?? ''] as const));
  const [date] = rows.findLast(([, text]) => !/Holiday|Flash|losed/.test(text)) ?? ['', ''];
  const row = grid(page).locator(`tr[data-date="${date}"]`);
  return {
    date,
    row,
    promotion: row.getByRole('textbox', { name: /^Promotion, / }),
    figure: (name: string) => row.locator(`[data-figure="${name}"]`).innerText(),
  };
}

describeInBrowser('what-if', () => {
  beforeAll(() => publishSample('00000000-0000-4000-8000-000000000001'));

  it('changes the forecast as soon as a promotion is told, and undoes, redoes and resets it', async () => {
    const page = await open(address);
    await page.locator('[data-chart="ready"]').waitFor();
    const { promotion, figure } = await quietRow(page);
    const planned = money(await figure('planned'));
    expect(money(await figure('what-if'))).toBe(planned);
    await promotion.fill('40');
    await expect.poll(async () => money(await figure('what-if'))).toBeGreaterThan(planned);
    expect(await figure('difference')).toMatch(/^\+\d/);
    expect(await totals(page).innerText()).toMatch(/With 1 change[\s\S]*\+\$/);
    expect(await page.locator('[data-chart]').getAttribute('aria-label')).toMatch(/As planned \$[\d,]+, What-if \$/);
    await page.getByRole('region', { name: 'Difference by week' }).last().getByText(/^\+\$/).first().waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => money(await figure('what-if'))).toBe(planned);
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(await promotion.inputValue()).toBe('40');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('Nothing is changed: the forecast is as planned.').waitFor();
    await page.getByRole('heading', { name: 'Changes' }).click();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: /^Ordinary promotion of 40%/ }).waitFor();
  });

  it('closes the store for a range of dates at once, and a link shows what its sender saw', async () => {
    const page = await open(address);
    const rows = grid(page).locator('tr[data-date]');
    await rows
      .nth(8)
      .getByRole('checkbox', { name: /^Select/ })
      .click();
    await rows
      .nth(10)
      .getByRole('checkbox', { name: /^Select/ })
      .click({ modifiers: ['Shift'] });
    const bulk = page.getByRole('group', { name: 'Selected dates' });
    await bulk.getByText('3 days selected').waitFor();
    await bulk.getByRole('checkbox', { name: 'Closed, selected dates' }).click();
    for (const index of [8, 9, 10]) await expect.poll(() => rows.nth(index).locator('[data-figure="what-if"]').innerText()).toBe('$0');
    await page.getByRole('button', { name: /^Closed .* – / }).waitFor();
    await page.waitForURL(/edits=/);
    const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(() => grid(other).locator('tr[data-date]').nth(9).locator('[data-figure="what-if"]').innerText()).toBe('$0');
    await bulk.getByRole('button', { name: 'As planned' }).click();
    await page.getByText('Nothing is changed: the forecast is as planned.').waitFor();
  });

  it('takes changes of some goods, says in words what a change is, and what is wrong with one beside it', async () => {
    const page = await open(address);
    await grid(page).waitFor();
    await page.getByRole('button', { name: 'Add a change' }).click();
    await page.getByRole('menuitem', { name: 'Price change' }).click();
    await page.getByRole('combobox', { name: 'Goods' }).click();
    await page.getByRole('option', { name: 'Electronics', exact: true }).click();
    await page.getByRole('textbox', { name: 'Change of price' }).fill('-15');
    await page.getByRole('button', { name: /^List prices -15% on Electronics/ }).waitFor();
    await page.getByRole('textbox', { name: 'Change of price' }).fill('-150');
    expect(await page.getByRole('textbox', { name: 'Change of price' }).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: /^List prices -15% on Electronics/ }).waitFor();

    // The server alone knows how far the forecast reaches.
    forgive();
    await page.getByLabel('From', { exact: true }).fill('2040-01-01');
    await page
      .getByRole('alert')
      .filter({ hasText: /is outside the horizon, which is/ })
      .waitFor();
    expect(await page.getByRole('button', { name: 'Save as scenario' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^Remove: List prices/ }).click();
    await page.getByText('Nothing is changed: the forecast is as planned.').waitFor();
  });

  it('warns of changes that change nothing of this series', async () => {
    const page = await open(address.replaceAll('level=store&series=sample-retailer:store:store_001', 'level=total'));
    await grid(page).waitFor();
    await page.getByRole('button', { name: 'Add a change' }).click();
    await page.getByRole('menuitem', { name: 'Closure', exact: true }).click();
    await page.getByRole('combobox', { name: 'Where' }).click();
    await page.getByRole('option', { name: 'Store 002' }).click();
    await page.getByRole('button', { name: /^Closed in Store 002/ }).waitFor();
    await expect.poll(() => totals(page).innerText()).toMatch(/Difference\s+-\$/);
    // The address follows a moment later.
    await expect.poll(() => JSON.stringify(readEdits(new URL(page.url()).searchParams.get('edits')))).toContain('store_002');
    const query = new URL(page.url()).searchParams;
    const other = await open(`${address.replace('store_001', 'store_003')}&edits=${query.get('edits')}`);
    await other.getByText(/store_002 changes nothing of sample-retailer:store:store_003/).waitFor();
  });

  it('saves scenarios, opens them by their links, and compares them', async () => {
    const page = await open(address);
    const { promotion } = await quietRow(page);
    for (const [name, discount] of [
      ['Small sale', '10'],
      ['Big sale', '45'],
    ] as const) {
      await promotion.fill(discount);
      await page.getByRole('button', { name: new RegExp(`^Ordinary promotion of ${discount}%`) }).waitFor();
      await page.getByRole('button', { name: 'Save as scenario' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save as scenario' });
      expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toMatch(/^Ordinary promotion of/);
      await dialog.getByLabel('Name', { exact: true }).fill('');
      await dialog.getByRole('button', { name: 'Save scenario' }).click();
      await dialog.getByText('Enter a name').waitFor();
      await dialog.getByLabel('Name', { exact: true }).fill(name);
      await dialog.getByLabel('Note').fill('For the board');
      await dialog.getByLabel('Your name').fill('Ann');
      await dialog.getByRole('button', { name: 'Save scenario' }).click();
      await page.getByText(`“${name}” is saved`).waitFor();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.waitForURL(/scenario=[0-9a-f-]{36}$/);
    const { items } = await listScenarios({ dataset: 'sample-retailer', limit: 10 });
    expect(items.map(({ name, author, note }) => [name, author, note])).toEqual([
      ['Big sale', 'Ann', 'For the board'],
      ['Small sale', 'Ann', 'For the board'],
    ]);

    // The link of a scenario alone leads to its series and shows it.
    const shared = await open(`/forecasts?tab=what-if&scenario=${items[0]?.id}`);
    await shared.getByRole('button', { name: /^Ordinary promotion of 45%/ }).waitFor();
    await shared.getByText(/^Saved by Ann/).waitFor();

    const list = page.getByRole('region', { name: 'Saved scenarios' }).last();
    await list.getByRole('checkbox', { name: 'Compare Small sale' }).click();
    await list.getByRole('checkbox', { name: 'Compare Big sale' }).click();
    await page.getByRole('link', { name: 'Compare 2' }).click();
    await page.getByRole('heading', { name: 'Scenarios compared' }).waitFor();
    await page.locator('[data-chart="ready"]').waitFor();
    const table = page.getByRole('region', { name: 'Totals of the scenarios' });
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split('\n')[0]?.trim())).toEqual(['Small sale', 'Big sale']);
    expect(rows[1]).toMatch(/\+\$[\d,]+$/);
    await page.reload();
    await page.getByRole('heading', { name: 'Scenarios compared' }).waitFor();
    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await page.getByRole('heading', { name: 'Plan by date' }).waitFor();
  });

  it('breaks no rule of WCAG 2.2 AA, in both themes, on phone and desktop, with changes told and compared', async () => {
    const page = await open(address);
    const { promotion } = await quietRow(page);
    await promotion.fill('20');
    await page.getByRole('button', { name: /^Ordinary promotion of 20%/ }).click();
    await page
      .getByRole('checkbox', { name: /^Select (?!all)/ })
      .first()
      .click();
    const compared = (await listScenarios({ dataset: 'sample-retailer', limit: 2 })).items.map(({ id }) => id).join(',');
    const other = await open(`${address}&scenarios=${compared}`);
    await other.locator('[data-chart="ready"]').waitFor();
    const found: Record<string, string[]> = {};
    for (const { width, colorScheme } of looks) {
      for (const [name, tab] of [
        ['editor', page],
        ['comparison', other],
      ] as const) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.emulateMedia({ colorScheme });
        const broken = await faults(tab);
        if (broken.length > 0) found[`${name} ${width} ${colorScheme}`] = broken;
      }
    }
    expect(found).toEqual({});
  });

  it('renames, duplicates and deletes scenarios, and brings one back', async () => {
    const page = await open(address);
    const list = page.getByRole('region', { name: 'Saved scenarios' }).last();
    const act = async (name: string, action: string) => {
      await list.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: action }).click();
    };
    await act('Small sale', 'Rename and note');
    const dialog = page.getByRole('dialog', { name: 'Rename scenario' });
    await dialog.getByLabel('Name').fill('Tiny sale');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await list.getByRole('link', { name: 'Tiny sale' }).waitFor();
    await act('Tiny sale', 'Duplicate');
    await list.getByRole('link', { name: 'Tiny sale (copy)' }).waitFor();
    await act('Tiny sale (copy)', 'Delete');
    await list.getByRole('link', { name: 'Tiny sale (copy)' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await list.getByRole('link', { name: 'Tiny sale (copy)' }).waitFor();
    await act('Tiny sale', 'Recompute');
    await page.getByText('Computed on the newest forecast').waitFor();
  });

  it('keeps the forecast in sight where the server goes away, says so, and goes on when it is back', async () => {
    const page = await open(address);
    const { row, promotion, figure } = await quietRow(page);
    await promotion.fill('40');
    await expect.poll(() => figure('difference')).toMatch(/^\+/);
    const before = await figure('what-if');
    forgive();
    const restarted = site.restart(6000);
    await row.getByRole('checkbox', { name: /^Closed, / }).click();
    const error = page.getByRole('alert').filter({ hasText: 'The changed forecast could not be made' });
    await error.waitFor();
    expect(await figure('what-if')).toBe(before);
    await restarted;
    await error.getByRole('button', { name: 'Try again' }).click();
    await error.waitFor({ state: 'detached', timeout: 20_000 });
    // The predictor, too, begins anew.
    await expect.poll(() => figure('what-if'), { timeout: 30_000 }).toBe('$0');
  });
});
