import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { forget, read, watch } from './observe';
import type { Visit } from './visits';
import { weigh } from './weigh';

/** One look at a page with an empty cache. Times in milliseconds, sizes in bytes. */
export interface Look {
  ttfb: number;
  lcp: number;
  chart: number | null;
  /** HTML as it was sent, without compression. */
  html: number;
  /** All that it loads unasked, gzipped; the chart library told apart. */
  routeScripts: number;
  chartScripts: number;
  requests: number;
  /** Longest Event Timing of the visit's interaction; 0 where it took less than a frame; undefined where the visit has none. */
  interaction: number | undefined;
  /** From the interaction's beginning until what it asked for was there. */
  answer: number | undefined;
}

const longestMs = 30_000;
/** Quiet time after which nothing more is expected of a page. */
const quietMs = 600;

/** @throws Error naming the visit where the page does not come or its interaction finds nothing */
export async function look(context: BrowserContext, base: string, visit: Visit & { url: string }): Promise<Look> {
  const page = await context.newPage();
  page.setDefaultTimeout(longestMs);
  try {
    const session = await context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await watch(page);
    const responses: Response[] = [];
    let lastAt = performance.now();
    page.on('response', (response) => {
      responses.push(response);
      lastAt = performance.now();
    });
    const document = await page.goto(base + visit.url, { waitUntil: 'load' });
    if (document?.status() !== 200) throw new Error(`answered ${document?.status()}`);
    await visit.shown(page);
    while (performance.now() - lastAt < quietMs) await sleep(50);
    const first = [...responses];
    const seen = await read(page);
    const html = await document.text();
    let [routeScripts, chartScripts] = [0, 0];
    for (const response of first.filter((one) => one.request().resourceType() === 'script')) {
      const { bytes, charts } = weigh(response.url(), await response.body());
      if (charts) chartScripts += bytes;
      else routeScripts += bytes;
    }
    const timed = visit.act && (await interact(page, visit.act));
    return {
      ...{
        ttfb: seen.ttfb,
        lcp: seen.lcp,
        chart: seen.chart,
        html: Buffer.byteLength(html),
        routeScripts,
        chartScripts,
        requests: first.length,
      },
      ...{ interaction: timed?.interaction, answer: timed?.answer },
    };
  } catch (error) {
    throw new Error(`${visit.name} (${visit.url}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await page.close();
  }
}

async function interact(page: Page, act: NonNullable<Visit['act']>): Promise<{ interaction: number; answer: number }> {
  await forget(page);
  const started = performance.now();
  await act(page);
  const answer = performance.now() - started;
  // An event's timing is told after the frame that it led to.
  await sleep(300);
  const { interaction } = await read(page);
  return { interaction: interaction ?? 0, answer };
}
