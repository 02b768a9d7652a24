import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect } from 'vitest';
import { reloadEnv } from '@/lib/env';
import { createTestDatabase } from '../helpers/postgres';
import { type Browser, findChromium, openBrowser } from './chromium';
import { type Site, startSite, whyNot } from './site';

const reason = whyNot();
if (reason) console.warn(`tests/e2e is skipped: ${reason}.`);

/** `describe`, skipped aloud where there is no browser or no build. */
export const describeInBrowser = describe.skipIf(reason);

export interface Visit {
  site: Site;
  browser: Browser;
  /** A new tab, closed after the test. What goes wrong in it fails the test. */
  open(address: string): Promise<Page>;
  /** Lets a test provoke failures: what goes wrong in it is no matter, for a browser may tell of it late. */
  forgive(): void;
}

/**
 * Whether React has put every part of the page in its place and taken over every control: what is typed or clicked before that is
 * lost on a page that is still loading.
 */
function isAlive(): boolean {
  if (document.querySelector('template[id^="B:"], [hidden][id^="S:"]')) return false;
  const controls = [...document.querySelectorAll('main input, main button, main textarea')];
  return controls.every((control) => Object.keys(control).some((key) => key.startsWith('__reactProps')));
}

/** The file's own database, site and browser. Await at the top of a test file; undefined where its tests are skipped. */
export async function visit(environment: Record<string, string> = {}): Promise<Visit> {
  if (reason) return undefined as never;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'almanac-e2e-'));
  process.env.ALMANAC_DATA_DIR = dataDir;
  const { url } = await createTestDatabase();
  reloadEnv();
  const site = await startSite({ DATABASE_URL: url, ALMANAC_DATA_DIR: dataDir, ...environment });
  const browser = await openBrowser(findChromium() ?? '', {
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  browser.context.setDefaultTimeout(10_000);
  let problems: string[] = [];
  let forgiven = false;
  const pages: Page[] = [];
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.close()));
    const found = forgiven ? [] : problems;
    problems = [];
    forgiven = false;
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    site,
    browser,
    forgive: () => {
      forgiven = true;
    },
    open: async (address) => {
      const page = await browser.context.newPage();
      pages.push(page);
      page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => message.type() === 'error' && problems.push(`${page.url()}: ${message.text()}`));
      await page.goto(site.url + address);
      await page.waitForFunction(isAlive);
      return page;
    },
  };
}
