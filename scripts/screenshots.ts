// `npm run screenshots [-- --url http://localhost:3000]`: pictures of every page for docs/screenshots, in both themes, on a phone and
// on a desktop. Without a URL it starts an instance of its own on an empty data folder and waits for its first forecast.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { projectRoot } from '@/lib/project';
import { runIdFor } from '@/lib/tracking/run-id';
import { findChromium, openBrowser } from '@/tests/e2e/chromium';

const folder = path.join(projectRoot(), 'docs', 'screenshots');
const longestStartMs = 15 * 60_000;
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;

interface RunItem {
  id: string;
  status: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `npm start` on an empty data folder, with its first run done. */
async function startInstance(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(path.join(projectRoot(), '.almanac-screenshots-'));
  const port = await freePort();
  const child: ChildProcess = spawn('npm', ['start'], {
    cwd: projectRoot(),
    env: { ...process.env, PORT: String(port), ALMANAC_DATA_DIR: dataDir },
    stdio: 'inherit',
    detached: true,
  });
  const url = `http://localhost:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.pid) {
      const gone = once(child, 'exit');
      process.kill(-child.pid, 'SIGTERM');
      await gone;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const end = Date.now() + longestStartMs;
    while (!(await firstRunDone(url))) {
      if (child.exitCode !== null) throw new Error('npm start ended; its own words are above.');
      if (Date.now() > end) throw new Error('There was no forecast after 15 minutes.');
      await sleep(1000);
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function runs(url: string): Promise<RunItem[]> {
  const response = await fetch(`${url}/api/v1/pipeline-runs?limit=20`);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return ((await response.json()) as { items: RunItem[] }).items;
}

async function firstRunDone(url: string): Promise<boolean> {
  const items = await runs(url).catch(() => []);
  if (items.some(({ status }) => status === 'failed')) throw new Error('The first run failed; its page says why.');
  return items.some(({ status }) => status === 'succeeded');
}

/** Goes down a long page, whose charts are drawn when they come near, and back. */
async function readThrough(page: Page): Promise<void> {
  await page.locator('[data-chart="ready"]').first().waitFor();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height + 2000; y += 500) {
    await page.evaluate((to) => window.scrollTo(0, to), y);
    await sleep(150);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Pages by the name of their picture; what is done on each before it is taken. */
function pages(runId: string): [name: string, address: string, prepare?: (page: Page) => Promise<void>][] {
  const drawn = (page: Page) => page.locator('[data-chart="ready"]').first().waitFor();
  const trackedRun = runIdFor(runId, 'forecaster');
  return [
    ['overview', '/', drawn],
    [
      'command-palette',
      '/',
      async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search and commands' }).fill('store 00');
        await page
          .getByRole('option', { name: /Store 00/ })
          .first()
          .waitFor();
      },
    ],
    ['forecast', '/forecasts', drawn],
    ['forecast-store', '/forecasts?level=store', drawn],
    ['forecast-drivers', '/forecasts?tab=drivers', drawn],
    ['forecast-accuracy', '/forecasts?tab=accuracy', drawn],
    ['forecast-hierarchy', '/forecasts?tab=hierarchy', (page) => page.locator('[data-sums="agree"]').waitFor()],
    [
      'what-if',
      '/forecasts?level=store&tab=what-if',
      async (page) => {
        await page
          .getByRole('textbox', { name: /^Promotion, / })
          .nth(8)
          .fill('25');
        await page.getByRole('region', { name: 'Totals', exact: true }).getByText('With 1 change').waitFor();
        await drawn(page);
      },
    ],
    [
      'overrides',
      '/forecasts?level=store&tab=overrides',
      async (page) => {
        await page
          .getByRole('textbox', { name: /^Change in percent, / })
          .nth(1)
          .fill('10');
        await page.getByLabel('Reason').fill('Street fair in front of the store');
      },
    ],
    ['data', '/data'],
    ['dataset', '/data/sample-retailer', drawn],
    ['data-calendar', '/data/sample-retailer?tab=calendar', (page) => page.getByRole('heading', { name: 'Your events' }).waitFor()],
    ['data-import', '/data/import'],
    ['pipelines', '/pipelines'],
    ['experiments', '/experiments'],
    ['runs', '/experiments/1?group=parent', (page) => page.getByRole('button', { name: /^Runs in / }).click()],
    [
      'compare-runs',
      '/experiments/1',
      async (page) => {
        await page.getByRole('checkbox', { name: 'Select all that are loaded' }).click();
        await page.getByRole('region', { name: 'Selected runs' }).getByRole('link', { name: 'Compare' }).click();
        await page.getByRole('tab', { name: 'Bars and boxes' }).click();
        await page.locator('[data-chart="ready"]').first().waitFor();
      },
    ],
    ['models', '/models'],
    ['monitoring', '/monitoring', drawn],
    ['model', '/models/sales-forecast'],
    ['model-version', '/models/sales-forecast/1'],
    ['model-card', '/models/sales-forecast/1?tab=card'],
    ['model-lineage', '/models/sales-forecast/1?tab=lineage', (page) => page.locator('[data-graph="ready"]').waitFor()],
    ['pipeline-run', `/pipelines/${runId}`],
    ['tracked-run', `/experiments/runs/${trackedRun}`],
    ['tracked-run-plots', `/experiments/runs/${trackedRun}?tab=plots`, readThrough],
    ['tracked-run-metrics', `/experiments/runs/${runIdFor(runId, 'lightgbm')}?tab=metrics`, readThrough],
    [
      'tracked-run-files',
      `/experiments/runs/${trackedRun}?tab=files&file=predictions.parquet`,
      (page) => page.getByRole('link', { name: 'Download' }).waitFor(),
    ],
    [
      'schedule-form',
      '/pipelines',
      async (page) => {
        await page.getByRole('button', { name: 'Edit times' }).click();
        await page.getByRole('button', { name: 'Save schedule' }).waitFor();
      },
    ],
    [
      'run-form',
      '/forecasts',
      async (page) => {
        await page.getByRole('button', { name: 'Run pipeline' }).click();
        await page.getByLabel('Horizon').waitFor();
      },
    ],
  ];
}

async function take(url: string): Promise<void> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium on PATH; install one or name it in CHROMIUM_PATH.');
  const run = (await runs(url)).find(({ status }) => status === 'succeeded');
  if (!run) throw new Error(`No run of ${url} has succeeded yet.`);
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser(chromium, { reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' });
  try {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.context.newPage();
        await page.emulateMedia({ colorScheme });
        for (const [name, address, prepare] of pages(run.id)) {
          await page.setViewportSize(viewport);
          await page.goto(url + address, { waitUntil: 'load' });
          await prepare?.(page);
          // Fixed bars belong at the end of the picture, so the window grows to the page rather than the picture beyond the window.
          if (!name.endsWith('-form')) {
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ width: viewport.width, height: Math.max(viewport.height, height) });
          }
          await sleep(400);
          const file = path.join(folder, `${name}-${size}-${colorScheme}.png`);
          await page.screenshot({ path: file });
          console.log(path.relative(projectRoot(), file));
        }
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
}

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const instance = values.url ? { url: values.url.replace(/\/$/, ''), stop: async () => undefined } : await startInstance();
try {
  await take(instance.url);
} finally {
  await instance.stop();
}
