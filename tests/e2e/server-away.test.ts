import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { env } from '@/lib/env';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { everyPage, type Seeded, seedEverything } from './every-page';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};
/** The page's title without the badges beside it. */
const titleOf = async (page: Page) => (await page.getByRole('heading', { level: 1 }).innerText()).split('\n')[0] ?? '';
const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'What you see may be out of date' });

describeInBrowser('while the server is away', () => {
  let down = false;
  const crash = async () => {
    // Whatever a browser has to say of requests that fail is what is provoked here.
    forgive();
    down = true;
    await site.crash();
  };
  const revive = async () => {
    await site.revive();
    down = false;
  };
  let seeded: Seeded;
  beforeAll(async () => {
    seeded = await seedEverything();
  });
  afterEach(async () => {
    if (down) await revive();
  });

  it('every page keeps what it shows, and says that it may be out of date until the server is back', async () => {
    // A page outside the frame has nothing to go stale.
    const addresses = everyPage.filter(([address]) => address(seeded) !== '/nothing-here');
    // A browser keeps six connections to a host, and a page that follows a run holds one of them.
    for (let k = 0; k < addresses.length; k += 5) {
      const pages: [string, Page][] = [];
      for (const [address, prepare] of addresses.slice(k, k + 5)) {
        const page = await open(address(seeded));
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await prepare?.(page);
        pages.push([await titleOf(page), page]);
      }
      await crash();
      for (const [title, page] of pages) {
        // As when one comes back to its tab.
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        await banner(page).waitFor();
        expect(await titleOf(page)).toBe(title);
        await banner(page).getByRole('button', { name: 'Try again' }).waitFor();
      }
      await revive();
      for (const [, page] of pages) {
        await banner(page).waitFor({ state: 'detached' });
        await page.close();
      }
    }
  }, 240_000);

  it('a page stays, says so, and goes on by itself to where one wanted to be', async () => {
    const page = await open('/');
    await page.locator('[data-chart="ready"]').waitFor();
    await crash();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pipelines' }).click();
    await banner(page).waitFor();
    // Not the browser's error page, nothing blank, nothing that turns for ever.
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.locator('[data-navigating]').waitFor({ state: 'detached' });
    await banner(page).getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The server still does not answer').waitFor();
    await revive();
    await page.getByRole('heading', { name: 'Pipelines', level: 1 }).waitFor();
    await banner(page).waitFor({ state: 'detached' });
  });

  it('a list says that it could not be read, and is read at the next try', async () => {
    const page = await open('/forecasts?level=store');
    await page.getByRole('heading', { name: 'Store 001' }).waitFor();
    await crash();
    await page.getByRole('button', { name: /^Series: / }).click();
    await page.getByPlaceholder('Search store…').fill('003');
    await page.getByRole('alert').getByText('The list could not be read.').waitFor();
    await banner(page).waitFor();
    await revive();
    await page.getByRole('option', { name: 'Store 003' }).waitFor();
    await banner(page).waitFor({ state: 'detached' });
  });

  it('a run that was not started says why in the form, and can be started afterwards', async () => {
    const page = await open('/pipelines');
    await page.getByRole('button', { name: 'Run pipeline' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Run pipeline' });
    await dialog.getByLabel('Horizon').fill('14');
    await crash();
    await dialog.getByRole('button', { name: 'Run pipeline' }).click();
    const problem = dialog.getByRole('alert');
    await problem.getByText('The run was not started').waitFor();
    expect(await problem.innerText()).toContain('The server cannot be reached.');
    await revive();
    await dialog.getByRole('button', { name: 'Run pipeline' }).click();
    await page.waitForURL(/\/pipelines\/[0-9a-f-]{36}$/);
  });

  it('what is loaded when first needed says so where it cannot be, and comes at the next try', async () => {
    const page = await open('/pipelines');
    await page.getByRole('heading', { name: 'Pipelines', level: 1 }).waitFor();
    // The tests before this one have left the form in the browser's cache.
    await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
    await crash();
    await page.keyboard.press('Control+k');
    await page.getByText('This could not be loaded').waitFor();
    await page.getByRole('button', { name: 'Run pipeline' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Run pipeline' });
    await dialog.getByText('This part of the page could not be loaded.').waitFor();
    await revive();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByLabel('Horizon').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
  });

  it('a run’s page tells that it waits, and catches up', async () => {
    const { id } = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'api' });
    const driver = new RunDriver(id);
    const page = await open(`/pipelines/${id}`);
    await page.getByText('Live', { exact: true }).waitFor();
    await crash();
    await page.getByText('Reconnecting…').waitFor();
    await banner(page).waitFor();
    await driver.begin('extract');
    await revive();
    await page.locator('[data-step="extract"][data-status="running"]').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('a page whose database is away says so, and is read at the next try', async () => {
    const page = await open('/pipelines');
    await page.getByRole('heading', { name: 'Pipelines', level: 1 }).waitFor();
    forgive();
    const { serverUrl, name } = database();
    await admin(serverUrl, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await admin(serverUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    try {
      await page.goto(`${site.url}/forecasts`);
      await page.getByRole('alert').getByText('This page could not be read').waitFor();
    } finally {
      await admin(serverUrl, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    }
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Forecasts', level: 1 }).waitFor();
  });
});

function database(): { serverUrl: string; name: string } {
  const url = new URL(env().DATABASE_URL ?? '');
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  return { serverUrl: url.href, name };
}

async function admin(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
