import type { Page } from 'playwright-core';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { name, seedRegistry } from './registry';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { clientRun, seedTrackedRun } from './tracked-run';
import { compareAddress, seedRuns } from './tracked-runs';

/** What the pages need: a retailer with a forecast, and runs in every state. */
export async function seedEverything() {
  await seedRetailer();
  const parameters = pipelineParameters.parse({});
  const first = await createPipelineRun({ parameters, trigger: 'setup' });
  await seedForecast(first.id);
  await new RunDriver(first.id).finishAll(null);
  await seedRegistry();
  await seedRuns('Default');
  const failed = await createPipelineRun({ parameters, trigger: 'cron' });
  await new RunDriver(failed.id).begin('extract');
  const damage = { path: 'a.parquet', message: 'is damaged' };
  await failRun(failed.id, 1, { code: 'data_invalid', message: 'A file is damaged.', errors: [damage] });
  const live = await createPipelineRun({ parameters, trigger: 'api' });
  const driver = new RunDriver(live.id);
  await driver.begin('extract');
  await driver.report('extract', 0.4, 'reading');
  await seedTrackedRun();
  return { succeeded: first.id, failed: failed.id, live: live.id };
}

export type Seeded = Awaited<ReturnType<typeof seedEverything>>;

const drawn = (page: Page) => page.locator('[data-chart="ready"]').first().waitFor();

const listed = (page: Page) => page.getByRole('link', { name: 'run 3' }).waitFor();

/** Every page there is, by its address; what to wait for, or to do, before it is looked at. A new page adds its line. */
export const everyPage: [address: (seeded: Seeded) => string, prepare?: (page: Page) => Promise<unknown>][] = [
  [() => '/', drawn],
  [() => '/forecasts?level=store', drawn],
  [() => '/forecasts?compare=seasonal-naive', drawn],
  [() => '/forecasts?tab=accuracy', (page) => page.getByRole('region', { name: 'What we said, and what came' }).waitFor()],
  [() => '/forecasts?tab=hierarchy', (page) => page.locator('[data-sums="agree"]').waitFor()],
  [() => '/forecasts?level=store&tab=overrides', (page) => page.getByText('No override yet').waitFor()],
  [() => '/pipelines'],
  [({ failed }) => `/pipelines/${failed}`],
  [({ live }) => `/pipelines/${live}`],
  [({ succeeded }) => `/pipelines/${succeeded}`],
  [() => '/settings'],
  [() => `/experiments/runs/${clientRun}`],
  [() => `/experiments/runs/${clientRun}?tab=metrics&smooth=0.5`, drawn],
  [() => `/experiments/runs/${clientRun}?tab=files&file=config.json`, (page) => page.getByRole('link', { name: 'Download' }).waitFor()],
  [() => '/docs'],
  [() => '/docs/createPipelineRun'],
  [() => '/experiments'],
  [() => '/experiments/0', listed],
  [() => '/experiments/0?group=params.model', (page) => page.getByRole('button', { name: 'Runs with xgboost' }).dispatchEvent('click')],
  [() => compareAddress(3)],
  [() => compareAddress(4, '&tab=models'), drawn],
  [() => compareAddress(4, '&tab=parallel'), drawn],
  [() => compareAddress(4, '&tab=curves'), drawn],
  [() => '/models'],
  [() => `/models/${name}`],
  [() => `/models/${name}/2`],
  [() => `/models/${name}/1?tab=card`],
  [() => `/models/${name}/1?tab=lineage`, (page) => page.locator('[data-graph="ready"]').waitFor()],
  [() => `/models/${name}/2?tab=compare&all=1`],
  [() => `/models/${name}/1?tab=files`],
  [() => '/monitoring', drawn],
  [() => '/data'],
  [() => '/data/import'],
  [() => '/data/sample-retailer?tab=calendar', (page) => page.getByRole('heading', { name: 'Your events' }).waitFor()],
  [() => '/data/sample-retailer?tab=settings', (page) => page.getByRole('heading', { name: 'What runs go by' }).waitFor()],
  [() => '/data/sample-retailer?tab=validation'],
  [() => '/nothing-here'],
];

/** Windows that open over a page. */
export const everyWindow: [name: string, address: string, open: (page: Page) => Promise<unknown>][] = [
  [
    'the list of series',
    '/forecasts',
    async (page) => {
      await page.getByRole('button', { name: /^Series/ }).click();
      await page.getByRole('option', { name: /Store 002/ }).waitFor();
    },
  ],
  [
    'the models to compare',
    '/forecasts',
    async (page) => {
      await page.getByRole('button', { name: 'Compare models' }).click();
      await page.getByRole('checkbox', { name: /Seasonal naive/ }).waitFor();
    },
  ],
  [
    'the form of a new run',
    '/pipelines',
    async (page) => {
      await page.getByRole('button', { name: 'Run pipeline' }).first().click();
      await page.getByRole('button', { name: 'Advanced settings' }).click();
    },
  ],
  [
    'the form of the schedule',
    '/pipelines',
    async (page) => {
      await page.getByRole('button', { name: 'Edit times' }).click();
      await page.getByRole('button', { name: 'Save schedule' }).waitFor();
    },
  ],
  [
    'the question before a run is cancelled',
    '/pipelines?status=running',
    async (page) => {
      await page.locator('tbody a').first().click();
      await page.getByRole('button', { name: 'Cancel run' }).click();
      await page.getByRole('button', { name: 'Stop the run' }).waitFor();
    },
  ],
  [
    'the command palette',
    '/pipelines',
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search and commands' }).fill('store 00');
      await page
        .getByRole('option', { name: /Store 00/ })
        .first()
        .waitFor();
    },
  ],
  [
    'the promotion of a model version',
    `/models/${name}/3`,
    async (page) => {
      await page.getByRole('button', { name: 'Promote' }).click();
      await page.getByRole('alertdialog').locator('[data-gate]').first().waitFor();
    },
  ],
  [
    'what may come next in a filter, and what can be done with selected runs',
    '/experiments/0',
    async (page) => {
      await page.getByRole('checkbox', { name: 'Select run 3' }).click();
      await page.getByRole('combobox', { name: 'Filter runs' }).fill("parms.model = 'x' AND status = 'FINISHED' ");
      await page.getByRole('option', { name: 'AND' }).waitFor();
      await page.getByText('Invalid entity type').waitFor();
    },
  ],
  [
    'the columns of runs',
    '/experiments/0',
    async (page) => {
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'team' }).waitFor();
    },
  ],
  [
    'the keyboard shortcuts',
    '/pipelines',
    async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  ],
];
