import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { everyPage, type Seeded, seedEverything } from './every-page';
import { describeInBrowser, visit } from './visit';

const { open, forgive } = (await visit()) ?? {};

/** More stops than any page has. */
const mostStops = 250;

interface Stop {
  /** Numbered by the page as it is first met. */
  id: number;
  name: string;
  /** Its outline or ring is drawn. */
  visible: boolean;
  /** Something that sticks lies over all of it (WCAG 2.4.11). */
  obscured: boolean;
}

/** What has the focus after one more Tab; undefined where the end of the page is reached. */
async function tab(page: Page): Promise<Stop | undefined> {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const known = window as unknown as { stops?: Element[] };
    known.stops ??= [];
    if (!known.stops.includes(element)) known.stops.push(element);
    // A link that covers its row draws its outline there.
    const drawn = [null, '::after'].some((part) => {
      const style = getComputedStyle(element, part);
      return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow.includes('inset');
    });
    const { left, top, width, height } = element.getBoundingClientRect();
    const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => document.elementFromPoint(left + width * x, top + height * y)));
    const seen = spots.some((spot) => spot !== null && (element.contains(spot) || spot.contains(element)));
    const name = `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}`;
    return { id: known.stops.indexOf(element), name, visible: drawn, obscured: width > 0 && height > 0 && !seen };
  });
}

/** What takes a click but never the focus. Items of a menu, a list or tabs are reached by arrow keys. */
function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const composite =
      '[role="tab"], [role="radio"], [role="menuitem"], [role="option"], [role="gridcell"], [data-radix-collection-item], [cmdk-item]';
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role="button"], [role="link"]');
    return [...all]
      .filter((element) => element.tabIndex < 0 && element.getClientRects().length > 0 && !element.matches(composite))
      .filter((element) => !element.closest('[aria-hidden="true"], [inert]') && !(element as HTMLButtonElement).disabled)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

describeInBrowser('by keyboard alone', () => {
  let seeded: Seeded;
  beforeAll(async () => {
    seeded = await seedEverything();
  });

  it.each(everyPage.map(([address, prepare]) => ({ name: address({ succeeded: '…', failed: '…', live: '…' }), address, prepare })))(
    '$name is gone through by Tab, always seeing where one is',
    async ({ address, prepare }) => {
      if (address(seeded) === '/nothing-here') forgive();
      const page = await open(address(seeded));
      await page.getByRole('heading').first().waitFor();
      await prepare?.(page);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const stops: Stop[] = [];
      for (let count = 0; count < mostStops; count++) {
        const stop = await tab(page);
        if (!stop || stops.some(({ id }) => id === stop.id)) break;
        stops.push(stop);
      }
      // Where nothing is, there is nothing to skip.
      expect(stops[0]?.name).toBe(address(seeded) === '/nothing-here' ? 'a Go to the overview' : 'a Skip to content');
      expect(stops.length, 'the way through the page has no end').toBeLessThan(mostStops);
      expect(stops.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual([]);
      expect(stops.filter(({ obscured }) => obscured).map(({ name }) => name)).toEqual([]);
      expect(await unreachable(page)).toEqual([]);
    },
    60_000,
  );

  it('a series is chosen, and the form of a run opened and closed', async () => {
    const page = await open('/forecasts');
    await page.locator('[data-chart="ready"]').waitFor();
    const focused = (text: string) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text);
    await page.keyboard.press('Tab');
    await focused('Skip to content');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    await page.getByRole('button', { name: 'Run pipeline' }).first().focus();
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
    await page.getByRole('button', { name: /^Series: / }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Store 003' }).waitFor();
    await page.keyboard.type('003');
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['Store 003']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Store 003' }).waitFor();
  });
});
