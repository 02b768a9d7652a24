import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, forgive } = (await visit()) ?? {};
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong on the page as it stands, one line a node. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser's tools, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source);
  const result = await page.evaluate((tags) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: tags }), standard);
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`));
}

describeInBrowser('appearance', () => {
  let failed = '';
  let live = '';
  beforeAll(async () => {
    await seedRetailer();
    const parameters = pipelineParameters.parse({});
    const first = await createPipelineRun({ parameters, trigger: 'setup' });
    await seedForecast(first.id);
    await new RunDriver(first.id).finishAll(null);
    failed = (await createPipelineRun({ parameters, trigger: 'cron' })).id;
    await new RunDriver(failed).begin('extract');
    await failRun(failed, 1, {
      code: 'data_invalid',
      message: 'A file is damaged.',
      errors: [{ path: 'a.parquet', message: 'is damaged' }],
    });
    live = (await createPipelineRun({ parameters, trigger: 'api' })).id;
    const driver = new RunDriver(live);
    await driver.begin('extract');
    await driver.report('extract', 0.4, 'reading');
  });

  it('follows the system until a theme is chosen, and then keeps it', async () => {
    const page = await open('/forecasts');
    const scheme = () => page.evaluate(() => getComputedStyle(document.body).color);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await scheme();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(scheme).not.toBe(light);

    await page.getByRole('button', { name: 'Theme: System' }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    expect(await scheme()).toBe(light);
    await page.goto(page.url());
    // It is in the HTML itself, so nothing can flash.
    expect(await (await page.request.get(page.url())).text()).toMatch(/<html[^>]*data-theme="light"/);
    expect(await scheme()).toBe(light);
    await page.getByRole('button', { name: 'Theme: Light' }).click();
    await page.getByRole('menuitemradio', { name: 'System' }).click();
  });

  it('serves pages under a strict policy that names no other host', async () => {
    const page = await open('/login');
    const response = await page.request.get(page.url());
    const policy = response.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).not.toContain('http');
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
  });

  it('breaks no rule of WCAG 2.2 AA, in both themes, on phone and desktop', async () => {
    const found: Record<string, string[]> = {};
    const page = await open('/forecasts');
    const looks = [
      { width: 1440, colorScheme: 'light' },
      { width: 1440, colorScheme: 'dark' },
      { width: 390, colorScheme: 'light' },
    ] as const;
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const check = async (name: string) => {
        const broken = await violations(page);
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
          broken.push('the page scrolls sideways');
        if (broken.length > 0) found[`${name} ${width} ${colorScheme}`] = broken;
      };
      for (const address of ['/pipelines', `/pipelines/${failed}`, `/pipelines/${live}`, '/nothing-here', '/forecasts?level=store']) {
        await page.goto(new URL(address, page.url()).href);
        if (address.startsWith('/forecasts?')) await page.locator('[data-chart="ready"]').waitFor();
        await check(address);
      }
      await page.getByRole('button', { name: 'Run pipeline' }).click();
      await page.getByRole('button', { name: 'More settings' }).click();
      await check('form');
    }
    expect(found).toEqual({});
    // The address that leads nowhere answers 404, which browsers report.
    forgive();
  }, 300_000);

  it('can be used by keyboard alone', async () => {
    const page = await open('/forecasts');
    await page.locator('[data-chart="ready"]').waitFor();
    const focused = (text: string) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text);
    await page.keyboard.press('Tab');
    await focused('Skip to content');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    await page.keyboard.press('Tab');
    await focused('Run pipeline');
    await page.keyboard.press('Enter');
    await page.getByLabel('Horizon').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focused('Run pipeline');

    await page.getByRole('combobox', { name: 'Level' }).focus();
    await page.keyboard.press('Enter');
    // The list takes the focus a moment after it is seen; a key pressed before that goes nowhere.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'option');
    await page.keyboard.press('ArrowDown');
    await focused('Store');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Store 001' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Store 003' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Store 003' }).waitFor();
  });
});
