import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { logToRun, writeLog } from '@/lib/pipeline-runs/log';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun, retryPipelineRun } from '@/lib/pipeline-runs/service';
import { latencyInWords, measureLiveRun } from '@/scripts/bench/pages/live-run';
import { seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, forgive, site } = (await visit()) ?? {};
const queue = (parameters = {}) => createPipelineRun({ parameters: pipelineParameters.parse(parameters), trigger: 'api' });
const many = 12_000;
/** A busy machine takes its time. */
const soon = { timeout: 10_000 };

describeInBrowser("a run's log and timeline", () => {
  it('streams what tasks say, also over a restart of the server, and misses no line', async () => {
    await seedRetailer();
    const { id } = await queue();
    const driver = new RunDriver(id);
    await logToRun(id, 'info', 'said before anybody looked');
    const page = await open(`/pipelines/${id}`);
    const log = page.getByRole('log', { name: 'Log' });
    await log.getByText('said before anybody looked').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await driver.begin('extract');
    await logToRun(id, 'info', 'files are read', 'extract');
    await log.getByText('files are read').waitFor();

    forgive();
    const restarted = site.restart(500);
    await page.getByText('Reconnecting…').waitFor();
    await logToRun(id, 'warn', 'said while the server was away', 'extract');
    await restarted;
    await log.getByText('said while the server was away').waitFor({ timeout: 15_000 });
    await driver.finish('extract');
    await page.locator('[data-step="extract"][data-status="succeeded"]').waitFor();
    await driver.finishAll(null);
    await page.getByText('Ensemble is the best model by backtest').waitFor();
    expect(await log.getAttribute('data-lines')).toBe('3');
  });

  it('holds ten thousand lines with few of them on the page, searched, narrowed and taken away', async () => {
    const { id } = await queue();
    for (let from = 0; from < many; from += 4000) {
      await writeLog(
        id,
        Array.from({ length: 4000 }, (_, k) => ({
          level: (from + k) % 1000 === 0 ? ('warn' as const) : ('info' as const),
          message: `line ${from + k}`,
          step: (from + k) % 2 === 0 ? 'extract' : 'validate',
        })),
      );
    }
    const page = await open(`/pipelines/${id}`);
    const log = page.getByRole('log', { name: 'Log' });
    await expect.poll(() => log.getAttribute('data-lines'), soon).toBe(String(many));
    // It follows: the newest is in sight, and most are not there at all.
    await log.getByText(`line ${many - 1}`, { exact: false }).waitFor();
    expect(await log.locator('p').count()).toBeLessThan(120);
    await page.getByRole('button', { name: 'Stop following' }).click();
    await log.evaluate((box) => box.scrollTo(0, 0));
    await log.getByText('validate: line 1', { exact: true }).waitFor();

    await page.getByRole('radio', { name: 'Warnings' }).click();
    await expect.poll(() => log.getAttribute('data-lines'), soon).toBe('12');
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('LINE 11');
    await expect.poll(() => log.getAttribute('data-lines'), soon).toBe('1');
    expect(await log.locator('mark').innerText()).toBe('line 11');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^\S+ WARN {2}extract: line 11000\n$/);

    await page.getByRole('searchbox', { name: 'Search the log' }).fill('nobody said this');
    await page.getByRole('button', { name: 'Show all lines' }).click();
    await expect.poll(() => log.getAttribute('data-lines'), soon).toBe(String(many));
  }, 60_000);

  it('a step of the graph narrows the log to what it said, and stands in the address', async () => {
    const { id } = await queue();
    await writeLog(id, [
      { level: 'info', message: 'of extract', step: 'extract' },
      { level: 'info', message: 'of validate', step: 'validate' },
    ]);
    const page = await open(`/pipelines/${id}`);
    const graph = page.getByRole('region', { name: 'Steps of the run' });
    const log = page.getByRole('log', { name: 'Log' });
    await graph.getByRole('button', { name: /^Validate/ }).click();
    await expect.poll(() => log.getAttribute('data-lines'), soon).toBe('1');
    expect(page.url()).toContain('step=validate');
    await page.reload();
    await log.getByText('of validate').waitFor();
    expect(await log.getAttribute('data-lines')).toBe('1');
  });

  it('shows every attempt, and cuts out the time between a failure and its retry', async () => {
    const { id } = await queue();
    const driver = new RunDriver(id);
    await driver.begin('extract');
    await driver.begin('extract');
    await driver.finish('extract');
    await driver.begin('validate');
    await failRun(id, 1, { code: 'internal', message: 'the disk is full', errors: [] });
    await retryPipelineRun(id);
    const page = await open(`/pipelines/${id}`);
    const extract = page.locator('[data-step="extract"]');
    await expect.poll(() => extract.locator('[data-attempt]').count(), soon).toBe(2);
    await extract.getByRole('button').click();
    await extract.getByText('Attempt 1: lost').waitFor();
    await extract.getByText('Its worker fell silent or was stopped; the next attempt took its place.').waitFor();
    await extract.getByText('Attempt 2: succeeded').waitFor();
    expect(await page.locator('[data-step="validate"] [data-attempt]').count()).toBe(1);
    await page.locator('[data-step="validate"]').getByRole('button').click();
    await page.getByText('Attempt 1: cancelled').waitFor();
  });

  it('tells what the run was told differently from the last, or from another', async () => {
    const first = await queue({ horizon: 7 });
    await queue({ horizon: 14 });
    const { id } = await queue({ horizon: 14, seed: 9 });
    const page = await open(`/pipelines/${id}`);
    await page.getByText('1 parameter changed since').waitFor();
    expect(await page.locator('[data-changed]').allInnerTexts()).toEqual([expect.stringMatching(/Seed\s+42\s+9/)]);
    await page.getByRole('button', { name: /^Compare with/ }).click();
    await page.getByRole('option', { name: new RegExp(first.id.slice(0, 8)) }).click();
    await page.getByText('2 parameters changed since').waitFor();
    expect(page.url()).toContain(`against=${first.id}`);
  });

  it('shows a change soon after it is made; how soon is printed', async () => {
    const page = await open('/pipelines');
    const { step, line } = await measureLiveRun(page, site.url, 10);
    console.log(`a step's change is on the page after: ${latencyInWords(step)}; a line of log: ${latencyInWords(line)}`);
  });
});
