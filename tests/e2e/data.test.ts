import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { db } from '@/lib/db';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};
const folder = await mkdtemp(path.join(tmpdir(), 'almanac-upload-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A real file of daily sales of two shops. */
async function csv(name: string, days: number, from = '2026-01-05', change: (line: string, row: number) => string = (line) => line) {
  const lines = ['Day;Shop;Units;Promo;Visitors'];
  for (let day = 0; day < days; day++)
    for (const shop of ['Harbour', 'Station'])
      lines.push(`${isoDate(parseDay(from) + day)};${shop};${20 + (day % 7) * 3},5;${day % 14 === 0 ? 1 : 0};${100 + day}`);
  const file = path.join(folder, name);
  await writeFile(file, lines.map((line, row) => change(line, row + 1)).join('\n'));
  return file;
}

describeInBrowser('data', () => {
  it('offers to import where there is none, and goes from a file to a version with its columns understood', async () => {
    const page = await open('/data');
    await page.getByRole('heading', { name: 'No data yet' }).waitFor();
    await page.getByRole('link', { name: 'Import a file' }).first().click();
    await page.getByLabel('File', { exact: true }).setInputFiles(await csv('North stores.csv', 120));
    expect(await page.getByLabel('Name of the dataset').inputValue()).toBe('north-stores');
    await page.getByRole('button', { name: 'Look at the columns' }).click();

    await page.getByRole('combobox', { name: 'Role of Units' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Role of Units' }).innerText()).toMatch(/Target/);
    expect(await page.getByRole('combobox', { name: 'Role of Shop' }).innerText()).toMatch(/Key/);
    expect(await page.getByRole('combobox', { name: 'Role of Visitors' }).innerText()).toMatch(/afterwards/);
    await page.getByText(/As detected: Semicolon/).waitFor();
    await page.getByRole('combobox', { name: 'Role of Visitors' }).click();
    await page.getByRole('option', { name: 'Leave out' }).click();
    await page.getByRole('button', { name: 'Check every row' }).click();

    await page.getByRole('heading', { name: 'Every row is fine' }).waitFor();
    expect(await page.getByRole('region', { name: 'What would be imported' }).innerText()).toMatch(
      /240[\s\S]*Jan 5, 2026[\s\S]*May 4, 2026/,
    );
    expect(await db().dataset.count()).toBe(0);
    // Back keeps what was chosen.
    await page.goBack();
    expect(await page.getByRole('combobox', { name: 'Role of Visitors' }).innerText()).toBe('Leave out');
    await page.goForward();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'Version 1 of North stores is there' }).waitFor();
    expect(await db().datasetVersion.count({ where: { dataset: 'north-stores' } })).toBe(1);
    await page.getByRole('button', { name: 'Make a forecast' }).click();
    await page.getByRole('region', { name: 'The forecast is being made' }).waitFor();
    expect(await db().pipelineRun.count({ where: { dataset: 'north-stores' } })).toBe(1);
  }, 60_000);

  it('shows what the data look like, their files and their versions', async () => {
    const page = await open('/data?q=north');
    await page.getByRole('link', { name: 'North stores', exact: true }).click();
    const tiles = page.getByRole('region', { name: 'In short' });
    await tiles.getByText('no gaps within series').waitFor();
    expect(await tiles.innerText()).toMatch(/Series\s+2/);
    await page.getByRole('region', { name: 'Columns' }).first().getByText('Known ahead').first().waitFor();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: /First rows of observations/ }).click();
    await page.getByRole('dialog').getByText('Harbour').first().waitFor();
    await page.keyboard.press('Escape');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download observations/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^north-stores-part-.*\.parquet$/);
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText(/It is the first: 240 rows/).waitFor();
  }, 60_000);

  it('tells each fault of a file by its row and column, and stores nothing', async () => {
    forgive();
    const bad = await csv('bad.csv', 30, '2026-01-05', (line, row) => (row === 9 ? line.replace(/;\d+,5;/, ';many;') : line));
    const page = await open('/data/import');
    await page.getByLabel('File', { exact: true }).setInputFiles(bad);
    await page.getByRole('button', { name: 'Look at the columns' }).click();
    await page.getByRole('button', { name: 'Check every row' }).click();
    await page
      .getByRole('region', { name: 'What is wrong' })
      .getByText(/bad\.csv, row 9/)
      .first()
      .waitFor();
    expect(await db().dataset.count({ where: { name: 'bad' } })).toBe(0);
    // Leaving with an unfinished upload asks first.
    await page.getByRole('link', { name: 'Forecasts' }).first().click();
    await page.getByRole('alertdialog', { name: 'Leave the import?' }).getByRole('button', { name: 'Cancel' }).click();
    expect(new URL(page.url()).pathname).toBe('/data/import');
  }, 60_000);

  it('adds rows to a dataset, read as it was before, and says what that changed', async () => {
    const page = await open('/data/north-stores/append');
    await page.getByLabel('File', { exact: true }).setInputFiles(await csv('more.csv', 14, '2026-05-05'));
    await page.getByRole('button', { name: 'Look at the columns' }).click();
    await page.getByRole('button', { name: 'Check every row' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'Version 2 of North stores is there' }).waitFor();
    await page.getByRole('link', { name: 'See the data' }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText(/Against version 1: \+28 rows/).waitFor();
  }, 60_000);

  it('answers with 404 for what is not there', async () => {
    const status = async (address: string) => (await fetch(site.url + address)).status;
    for (const address of ['/data/nope', '/data/%00', '/data?cursor=x', '/data/nope/append', '/data/sample-retailer/append'])
      expect(await status(address), address).toBe(404);
    for (const address of ['/data?q=%00', '/data/north-stores?tab=banana&version=x', '/data/north-stores?tab=versions&version=9'])
      expect(await status(address), address).toBe(200);
  });
});
