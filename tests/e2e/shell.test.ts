import { beforeAll, expect, it } from 'vitest';
import { seedForecast, seedRetailer } from './retailer';
import { describeInBrowser, visit } from './visit';

const { open } = (await visit()) ?? {};

describeInBrowser('the frame around the pages', () => {
  beforeAll(async () => {
    await seedRetailer();
    await seedForecast();
  });

  it('finds a series by what it is called, from the keyboard alone', async () => {
    const page = await open('/pipelines');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search and commands' });
    await field.fill('store 003');
    await page.getByRole('option', { name: /Store 003/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Store 003' }).waitFor();
    expect(new URL(page.url()).searchParams.get('series')).toBe('sample-retailer:store:store_003');
  });

  it('does things by name: a new run, another theme', async () => {
    const page = await open('/pipelines');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('dark');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('run pipe');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Run pipeline' }).getByLabel('Horizon').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('zzzz');
    await page.getByText('Nothing matches “zzzz”.').waitFor();
  });

  it('goes from page to page by two keys, says which, and lets them be turned off', async () => {
    const page = await open('/pipelines');
    await page.getByRole('heading', { name: 'Pipelines' }).waitFor();
    // Typed into a field they are letters.
    await page.keyboard.press('/');
    const field = page.getByRole('combobox', { name: 'Search and commands' });
    await field.waitFor();
    await page.keyboard.type('gf?');
    expect(await field.inputValue()).toBe('gf?');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.waitForURL(/\/forecasts$/);

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.getByRole('switch', { name: /Single-key shortcuts/ }).click();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
    expect(await help.count()).toBe(0);
    await page.evaluate(() => localStorage.clear());
  });

  it('has the same pages at a phone’s thumb, and a search', async () => {
    const page = await open('/forecasts');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pipelines' }).click();
    await page.waitForURL(/\/pipelines$/);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
  });
});
