import type { BrowserContext } from 'playwright-core';
import { RunDriver } from '@/tests/e2e/run-driver';

const changes = 12;
const longestMs = 10_000;

/**
 * How long a step's change takes from the worker's record of it to the page of the run, over some changes.
 * @returns milliseconds of each, in order
 */
export async function liveDelays(context: BrowserContext, base: string, runId: string): Promise<number[]> {
  const page = await context.newPage();
  try {
    await page.goto(`${base}/pipelines/${runId}`, { waitUntil: 'load' });
    const driver = new RunDriver(runId);
    await driver.begin('extract');
    await page.locator('[data-step="extract"][data-status="running"]').first().waitFor({ timeout: longestMs });
    const delays: number[] = [];
    for (let k = 1; k <= changes; k++) {
      const percent = 5 * k;
      const shown = page
        .locator('[data-step="extract"]', { hasText: `${percent}%` })
        .first()
        .waitFor({ timeout: longestMs });
      const started = performance.now();
      await driver.report('extract', percent / 100, `file ${k} of ${changes}`);
      await shown;
      delays.push(performance.now() - started);
      // Progress of one step is told at most so often.
      await page.waitForTimeout(400);
    }
    return delays;
  } finally {
    await page.close();
  }
}
