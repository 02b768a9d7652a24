import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { everyPage, everyWindow, type Seeded, seedEverything } from './every-page';
import { describeInBrowser, visit } from './visit';

const { open, forgive, site } = (await visit()) ?? {};
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

/** What is wrong with the page as it stands, one line each: axe's findings, and whether it scrolls sideways. */
async function faults(page: Page): Promise<string[]> {
  // Evaluated by the browser's tools, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source);
  const result = await page.evaluate((tags) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: tags }), standard);
  const found = result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
  if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
    found.push('the page scrolls sideways');
  }
  return found;
}

describeInBrowser('appearance: WCAG 2.2 AA in both themes, on phone and desktop, without scrolling sideways', () => {
  let seeded: Seeded;
  beforeAll(async () => {
    seeded = await seedEverything();
  });

  it.each(everyPage.map(([address, prepare]) => ({ name: address({ succeeded: '…', failed: '…', live: '…' }), address, prepare })))(
    '$name',
    async ({ address, prepare }) => {
      const page = await open('/pipelines');
      // An address that leads nowhere answers 404, which browsers report.
      if (address(seeded) === '/nothing-here') forgive();
      const found: Record<string, string[]> = {};
      for (const { width, colorScheme } of looks) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(site.url + address(seeded));
        await page.getByRole('heading').first().waitFor();
        await prepare?.(page);
        const wrong = await faults(page);
        if (wrong.length > 0) found[`${width} ${colorScheme}`] = wrong;
      }
      expect(found).toEqual({});
    },
    60_000,
  );

  it.each(everyWindow.map(([name, address, show]) => ({ name, address, show })))(
    '$name',
    async ({ address, show }) => {
      const found: Record<string, string[]> = {};
      for (const { width, colorScheme } of looks) {
        const page = await open(address);
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await show(page);
        const wrong = await faults(page);
        if (wrong.length > 0) found[`${width} ${colorScheme}`] = wrong;
      }
      expect(found).toEqual({});
    },
    60_000,
  );
});
