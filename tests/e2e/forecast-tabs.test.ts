import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { addDays } from '@/components/charts/forecast-series';
import { day } from '@/components/format';
import { faults } from './faults';
import { seedShop, shop, shopBefore, shopOrigin, useInstalledBoosters } from './shop';
import { describeInBrowser, visit } from './visit';

// A small run is trained first, beside whatever else the machine does.
vi.setConfig({ hookTimeout: 600_000, testTimeout: 60_000 });

useInstalledBoosters();
const { open, site, forgive } = (await visit()) ?? {};

const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const address = (query: Record<string, string> = {}) => `/forecasts?${new URLSearchParams({ dataset: shop, ...query })}`;
const money = (text: string | null) => Number(text?.replace(/[^\d.−-]/g, '').replace('−', '-'));

describeInBrowser('a series’ forecast', () => {
  beforeAll(async () => {
    await seedShop();
  });

  it('is compared with what its models say, in chart and table, and keeps the choice in its address', async () => {
    const page = await open(address({ level: 'store', series: `${shop}:store:a` }));
    const chart = page.locator('[data-chart="ready"]');
    await chart.waitFor();
    await page.getByRole('button', { name: 'Compare models' }).click();
    await page.locator('#compare-lightgbm-deseasonalised').click();
    await page.getByRole('checkbox', { name: /Seasonal naive/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Seasonal naive' }).waitFor();
    expect(param(page, 'compare')).toBe('lightgbm-deseasonalised,seasonal-naive');
    expect(await chart.getAttribute('aria-label')).toMatch(/Beside it: LightGBM, deseasonalised; Seasonal naive\./);

    await page.reload();
    await page.getByRole('columnheader', { name: 'LightGBM, deseasonalised' }).waitFor();
    await page.goBack();
    await expect.poll(() => param(page, 'compare')).toBe('lightgbm-deseasonalised');
  });

  it('is set against what was said a week before and what came since', async () => {
    const page = await open(address());
    await page.getByRole('button', { name: 'Past forecasts' }).click();
    await page.getByRole('button', { name: /1 week before/ }).click();
    const card = page.getByRole('region', { name: /^What we said on/ });
    await card.getByText(/Of the 7 days that have come since, it said \$700/).waitFor();
    expect(param(page, 'origin')).toBe(shopBefore);
    expect(await card.innerText()).toMatch(/too low in total, and 7 of 7 lay inside the 80% interval/);
    expect(await page.locator('[data-chart]').getAttribute('aria-label')).toContain(`Said on ${day(shopBefore)}`);
    await card.getByRole('button', { name: 'Close' }).click();
    await card.waitFor({ state: 'detached' });
    expect(param(page, 'origin')).toBeNull();
    // One that was never made is told as such.
    forgive();
    await page.goto(site.url + address({ origin: '2001-01-01' }));
    await page.getByText('No forecast of shop is published with origin 2001-01-01.', { exact: true }).waitFor();
  });

  it('is taken away as CSV of a series or a level, and as a picture', async () => {
    const page = await open(address({ level: 'store', series: `${shop}:store:a` }));
    await page.locator('[data-chart="ready"]').waitFor();
    const take = async (item: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const own = await take('CSV of this series');
    expect(own.name).toBe(`forecast-shop-store-a-${shopOrigin}.csv`);
    expect(own.bytes.toString().trimEnd().split('\r\n')).toHaveLength(1 + 14);
    const level = await take('CSV of all at level store');
    expect(level.bytes.toString().trimEnd().split('\r\n')).toHaveLength(1 + 2 * 14);
    const picture = await take('PNG of the chart');
    expect(picture.name).toMatch(/^forecast-.*\.png$/);
    expect([...picture.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('lists what the calendar holds for it', async () => {
    const page = await open(address({ level: 'store', series: `${shop}:store:b` }));
    const card = page.getByRole('region', { name: 'In the calendar' });
    await card.getByText('New floor').waitFor();
    await card.getByText('Spring sale').waitFor();
    expect(await card.innerText()).toMatch(new RegExp(`New floor\\s+Closure · ${day(addDays(shopOrigin, 5))}\\s+\\$0\\s+expected`));
    await card.getByRole('button', { name: 'Show the past' }).click();
    await card.getByText('Christmas Day').waitFor();
  });

  it('is taken apart into drivers that add up to it, in a sentence for each date', async () => {
    const page = await open(address({ level: 'store', series: `${shop}:store:a`, tab: 'drivers' }));
    await page.locator('[data-chart="ready"]').waitFor({ timeout: 60_000 });
    const sentence = page.getByTestId('driver-sentence');
    const first = await sentence.innerText();
    expect(first).toMatch(/(add|adds|take away|takes away) \$\d/);
    const figures = await page
      .getByRole('region', { name: 'Taken apart' })
      .or(page.locator('section[aria-labelledby="breakdown-title"]'))
      .locator('dd')
      .allInnerTexts();
    const amounts = figures.map((text) => money(text));
    const total = amounts.pop() ?? Number.NaN;
    // Each is rounded to whole units.
    expect(Math.abs(amounts.reduce((sum, amount) => sum + amount, 0) - total)).toBeLessThanOrEqual(amounts.length);
    await page.getByRole('button', { name: 'Later date' }).click();
    await expect.poll(() => sentence.innerText()).not.toBe(first);
    expect(param(page, 'date')).toBe(addDays(shopOrigin, 2));
    await page.getByRole('combobox', { name: 'Date' }).click();
    await page.getByRole('option', { name: day(addDays(shopOrigin, 4), 'weekday') }).click();
    await page.getByRole('heading', { name: day(addDays(shopOrigin, 4), 'weekday') }).waitFor();
  });

  it('tells its errors by horizon and model, and of all series', async () => {
    const page = await open(address({ tab: 'accuracy' }));
    await page.locator('[data-chart="ready"]').waitFor();
    const table = page.getByRole('table').filter({ hasText: 'Days 1 – 7' });
    const row = (name: string) => table.getByRole('row').filter({ hasText: name }).first();
    expect(await row('As published').innerText()).toMatch(/\d+\.\d%/);
    const ofSeries = await row('published').innerText();
    await page.getByRole('radio', { name: 'Bias' }).click();
    await expect.poll(() => row('published').innerText()).not.toBe(ofSeries);
    await page.getByRole('radio', { name: 'Each store × product' }).click();
    await page.getByText(/all series of level store × product/).waitFor();
    expect(param(page, 'scope')).toBe('level');
    await page.getByRole('link', { name: day(shopBefore) }).click();
    await page.getByRole('region', { name: /^What we said on/ }).waitFor();
  });

  it('is made of parts whose sums agree, down to what was modelled and up again', async () => {
    const page = await open(address({ tab: 'hierarchy' }));
    await page.locator('[data-sums="agree"]').waitFor();
    await page.getByRole('combobox', { name: 'Taken apart by' }).click();
    await page.getByRole('option', { name: 'By store' }).click();
    const rows = page.getByRole('row');
    const amount = async (name: string) =>
      money(
        await rows
          .filter({ has: page.getByText(name, { exact: true }) })
          .first()
          .getByRole('cell')
          .nth(1)
          .innerText(),
      );
    await page.getByRole('link', { name: 'B', exact: true }).waitFor();
    const [whole, a, b] = [await amount('All sales'), await amount('A'), await amount('B')];
    expect(Math.abs(a + b - whole)).toBeLessThanOrEqual(2);

    // Opened in place by keyboard, then gone down into.
    await page.getByRole('button', { name: 'Parts of B' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Fresh' }).first().waitFor();
    await page.getByRole('link', { name: 'Fresh' }).first().click();
    await page.getByRole('heading', { name: 'What B · Fresh is made of' }).waitFor();
    await page.getByRole('link', { name: 'P2' }).waitFor();
    expect(param(page, 'series')).toBe(`${shop}:store+category:b/fresh`);
    await page.locator('[data-sums="agree"]').waitFor();
    const crumbs = page.getByRole('navigation', { name: 'Hierarchy' });
    await crumbs.getByRole('link', { name: 'All sales' }).click();
    await page.getByRole('heading', { name: 'What All sales is made of' }).waitFor();

    await page.getByRole('searchbox', { name: 'Search parts' }).fill('nothing like it');
    await page.getByText('No part matches “nothing like it”.').waitFor();
  });

  it('is found among all levels by keyboard, and remembered', async () => {
    const page = await open(address());
    await page.getByRole('button', { name: /^Series/ }).click();
    await page.getByPlaceholder('Search all series…').fill('p2');
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toContainEqual(expect.stringContaining('P2'));
    await expect.poll(async () => (await page.getByRole('option').allInnerTexts()).every((text) => text.includes('P2'))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => param(page, 'series')).toBe(`${shop}:store+product:a/p2`);
    await page.getByRole('heading', { name: 'A · P2' }).waitFor();
    await page.getByRole('button', { name: /^Series/ }).click();
    await page.getByText('Recent', { exact: true }).waitFor();
    await page.getByRole('option', { name: 'All sales' }).click();
    await page.getByRole('heading', { name: 'All sales' }).waitFor();
  });

  it('breaks no rule of WCAG 2.2 AA in its drivers and past forecasts, in both themes, on phone and desktop', async () => {
    const page = await open(address());
    const queries: Record<string, string>[] = [
      { tab: 'drivers', level: 'store' },
      { origin: shopBefore, compare: 'lightgbm-deseasonalised' },
    ];
    for (const query of queries) {
      for (const [width, colorScheme] of [
        [1440, 'light'],
        [1440, 'dark'],
        [390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(site.url + address(query));
        await page.locator('[data-chart="ready"]').waitFor();
        expect(await faults(page)).toEqual([]);
      }
    }
    await page.getByRole('button', { name: /^Said on/ }).click();
    await page.getByRole('button', { name: /1 week before/ }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('says that the server is away, and goes on when it is back', async () => {
    forgive();
    const page = await open(address({ tab: 'hierarchy' }));
    await page.locator('[data-sums="agree"]').waitFor();
    await site.crash();
    await page.getByRole('radio', { name: /^All 14/ }).click();
    await page
      .getByText(/The server cannot be reached/)
      .first()
      .waitFor({ timeout: 30_000 });
    await site.revive();
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.locator('[data-sums="agree"]').waitFor({ timeout: 30_000 });
  });
});
