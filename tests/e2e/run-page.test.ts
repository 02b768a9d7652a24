import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { createRun, finishRun, getTrackedRun, logArtifact, logMetrics, logParams } from '@/lib/tracking/service';
import { findBoosters, trackedPipeline } from './tracked-pipeline';
import { describeInBrowser, visit } from './visit';

findBoosters();
const { open, forgive } = (await visit()) ?? {};

const mine = 'c'.repeat(32);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  );
  const found = result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return wide ? [...found, 'the page scrolls sideways'] : found;
}

/** Goes down the page as a reader does, so that every chart comes near. */
async function readThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height + 2000; y += 600) {
    await page.evaluate((to) => window.scrollTo(0, to), y);
    await page.waitForTimeout(60);
  }
}

describeInBrowser("a tracked run's page", () => {
  let pipeline: Awaited<ReturnType<typeof trackedPipeline>>;
  beforeAll(async () => {
    pipeline = await trackedPipeline();
    await createRun({ id: mine, experimentId: 0, name: 'by hand', userId: 'ada' });
    await logParams(mine, { depth: 3, learning_rate: 0.1, optimizer: 'adam' });
    await logMetrics(
      mine,
      Array.from({ length: 2000 }, (_, step) => ({ key: 'loss', value: 1 / (1 + step), step, timestamp: 1_790_000_000_000 + step })),
    );
    await logMetrics(mine, [{ key: 'accuracy', value: 0.9, step: 0, timestamp: 1_790_000_000_000 }]);
    await logArtifact(mine, 'notes/readme.md', '# Findings\n\n- it **works**\n\n<script>alert(1)</script>', 'text/markdown');
    await logArtifact(mine, 'table.csv', 'name,value\n"a, b",1\nc,2\n', 'text/csv');
    await logArtifact(mine, 'broken.parquet', 'PAR1 and then nothing', 'application/vnd.apache.parquet');
    await logArtifact(mine, 'blob.bin', new Uint8Array([0, 1, 2, 0]));
    await finishRun(mine, 'FINISHED');
  }, 120_000);

  it('takes a note, tags and a name, and says where the run belongs', async () => {
    const page = await open(`/experiments/runs/${mine}`);
    await page.getByRole('heading', { name: 'by hand' }).waitFor();
    await page.getByText('ada', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByLabel('Note, in Markdown').fill('## Why\n\nIt was **slow**.');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    expect((await getTrackedRun(mine)).tags['mlflow.note.content']).toContain('**slow**');

    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Tag', { exact: true }).fill('mlflow.own');
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByText(/kept by programs/).waitFor();
    await page.getByLabel('Tag', { exact: true }).fill('team');
    await page.getByLabel('Value').fill('north');
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('button', { name: 'Remove tag team' }).click();
    await page.getByText('The tag team is gone').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Remove tag team' }).waitFor();
    await expect.poll(async () => (await getTrackedRun(mine)).tags.team).toBe('north');

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('by hand, twice');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { name: 'by hand, twice' }).waitFor();
    // A refusal is an error to the browser.
    forgive();
  });

  it('is deleted, and back with one click', async () => {
    const page = await open(`/experiments/runs/${mine}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('This run is deleted').waitFor();
    expect((await getTrackedRun(mine)).lifecycleStage).toBe('deleted');
    expect(await page.getByRole('button', { name: 'Write a note' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('This run is deleted').waitFor({ state: 'detached' });
    expect((await getTrackedRun(mine)).lifecycleStage).toBe('active');
  });

  it('searches parameters, and draws curves on a log scale, smoothed, from the address', async () => {
    const page = await open(`/experiments/runs/${mine}?tab=params`);
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('adam');
    await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['optimizer']);
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('nothing like it');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(3);

    await page.getByRole('tab', { name: 'Metrics' }).click();
    await page.locator('[data-chart="ready"]').waitFor();
    await page.getByText('Drawn from 2,000 points, peaks kept').waitFor();
    await page.getByRole('cell', { name: 'accuracy' }).waitFor();
    await page.getByRole('switch', { name: 'Log scale' }).click();
    await page.getByRole('slider', { name: 'Smoothing' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => new URL(page.url()).search).toBe('?tab=metrics&log=1&smooth=0.05');
    await page.reload();
    expect(await page.getByRole('switch', { name: 'Log scale' }).isChecked()).toBe(true);
    expect(await page.getByRole('slider', { name: 'Smoothing' }).inputValue()).toBe('0.05');
  });

  it('looks into Markdown, tables, JSON, parquet and models, and says where there is nothing to see', async () => {
    const page = await open(`/experiments/runs/${mine}?tab=files`);
    await page.getByRole('button', { name: /notes/ }).click();
    await page.getByRole('button', { name: /readme\.md/ }).click();
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    await page.getByRole('button', { name: /table\.csv/ }).click();
    await page.getByRole('cell', { name: 'a, b' }).waitFor();
    await page.getByRole('button', { name: /blob\.bin/ }).click();
    await page.getByText('There is nothing to show').waitFor();
    await page.getByRole('button', { name: /broken\.parquet/ }).click();
    await page.getByText(/no parquet file that can be read/).waitFor();

    const { forecaster, lightgbm } = pipeline.runs;
    await page.goto(new URL(`/experiments/runs/${forecaster}?tab=files&file=predictions.parquet`, page.url()).href);
    await page.getByText(/The first 100 of/).waitFor();
    await page.getByRole('columnheader', { name: /actual Float64/ }).waitFor();
    await page.getByRole('button', { name: /evaluation\.json/ }).click();
    await page.getByRole('button', { name: /^origins/ }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('evaluation.json');
    if (lightgbm) {
      await page.goto(new URL(`/experiments/runs/${lightgbm}`, page.url()).href);
      await page.getByRole('link', { name: 'model', exact: true }).click();
      await page.getByText('MLflow model').waitFor();
      await page.getByText(/\d+ features/).waitFor();
    }
    // A damaged file is an error to the browser.
    forgive();
  });

  it('draws every chart of a pipeline, and keeps its choices in the address', async () => {
    const page = await open(`/experiments/runs/${pipeline.runs.forecaster}?tab=plots`);
    await page.locator('[data-chart="ready"]').first().waitFor();
    await readThrough(page);
    const cards = [
      'Models compared',
      'Fold by fold',
      'Error by steps ahead',
      'What came, and what was said',
      'Predictions against actuals',
    ];
    cards.push('Residuals over time', 'Error distribution', 'Q-Q', 'Where it errs', 'Error map', 'Calibration of intervals');
    if (pipeline.boosters.length > 0) cards.push('Feature importance', 'SHAP summary');
    for (const name of cards) await page.getByRole('region', { name, exact: true }).locator('[data-chart="ready"]').waitFor();

    await page.getByRole('combobox', { name: 'Model looked at' }).click();
    await page.getByRole('option', { name: 'Seasonal naive' }).click();
    await page.getByText('Seasonal naive on the test window; on the line both are the same').waitFor();
    await page
      .getByRole('region', { name: 'Fold by fold' })
      .getByRole('button', { name: /Seasonal naive/ })
      .click();
    const search = new URL(page.url()).searchParams;
    expect([search.get('model'), search.get('models')?.includes('seasonal-naive')]).toEqual(['seasonal-naive', false]);
    await page.getByRole('region', { name: 'Error map' }).getByRole('radio', { name: 'Bias' }).click();
    await page.getByText('Forecast less sales in percent of sales, on the test window').waitFor();
  }, 60_000);

  it('says plainly where a run has nothing to draw, and leads a member to the charts of its pipeline', async () => {
    const page = await open(`/experiments/runs/${mine}?tab=plots`);
    await page.getByText('This run has no charts').waitFor();
    await page.goto(new URL(`/experiments/runs/${pipeline.runs['seasonal-naive']}?tab=plots`, page.url()).href);
    await page.getByRole('link', { name: /in the charts of forecaster/ }).click();
    await page.getByText('Seasonal naive on the test window; on the line both are the same').waitFor();
  });

  it('hands out a report that needs nothing else', async () => {
    const page = await open(`/experiments/runs/${pipeline.runs.forecaster}`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Report' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`forecaster-${pipeline.runs.forecaster?.slice(0, 8)}.html`);
    const text = await readFile(await saved.path(), 'utf8');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(text);
    await page.getByRole('img', { name: /^RMSE of/ }).waitFor();
    for (const name of ['Models compared', 'Where it errs', 'Calibration of intervals', 'Data', 'Parameters', 'Environment'])
      await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(asked).toEqual([]);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page)).toEqual([]);
    }
  });

  it('breaks no rule of WCAG 2.2 AA on any tab, in either theme, nor on a phone', async () => {
    const page = await open(`/experiments/runs/${pipeline.runs.forecaster}`);
    const found: Record<string, string[]> = {};
    for (const [width, colorScheme] of [[1280, 'light'] as const, [390, 'dark'] as const]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const tab of ['overview', 'plots', 'metrics', 'params', 'files&file=predictions.parquet', 'files&file=evaluation.json']) {
        await page.goto(new URL(`/experiments/runs/${pipeline.runs.forecaster}?tab=${tab}`, page.url()).href);
        if (tab === 'plots') await page.locator('[data-chart="ready"]').first().waitFor();
        else if (tab.startsWith('files')) await page.getByRole('link', { name: 'Download' }).waitFor();
        else await page.getByRole('heading', { name: 'forecaster' }).waitFor();
        if (tab === 'plots') await readThrough(page);
        const broken = await violations(page);
        if (broken.length > 0) found[`${tab} ${width}`] = broken;
      }
    }
    expect(found).toEqual({});
  }, 90_000);
});
