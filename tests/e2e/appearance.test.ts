import { beforeAll, expect, it } from 'vitest';
import { everyPage, everyWindow, type Seeded, seedEverything } from './every-page';
import { faults, looks } from './faults';
import { describeInBrowser, visit } from './visit';

const { open, forgive, site } = (await visit()) ?? {};

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
