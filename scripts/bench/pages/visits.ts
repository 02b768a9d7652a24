import type { Page } from 'playwright-core';
import type { Seeded } from './seed';

/** A page as somebody comes to it, and what they do there first. */
export interface Visit {
  name: string;
  address: (seeded: Seeded) => string;
  /** Whether it is made of charts, whose library may be loaded at once. */
  charts?: boolean;
  /** Whether it is for those who are not logged in. */
  stranger?: boolean;
  /** Waits for what the page is for. */
  shown: (page: Page) => Promise<unknown>;
  /** Something that people do there often, until its answer shows. */
  act?: (page: Page) => Promise<unknown>;
}

const heading = (page: Page) => page.locator('main h1').first().waitFor();
const rows = (page: Page) => page.locator('main :is(tbody tr, [role="row"], li a)').first().waitFor();
const drawn = (page: Page) => page.locator('[data-chart="ready"]').first().waitFor();

/** The command palette, which every page has, with what it finds among thousands of series. */
async function palette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search and commands' });
  await field.pressSequentially('store 012');
  await page
    .getByRole('option', { name: /Store 012/ })
    .first()
    .waitFor();
}

const tab = (name: string, then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await page.getByRole('tab', { name }).click();
  await page.locator(`[role="tab"][aria-selected="true"]`, { hasText: name }).waitFor();
  await then(page);
};

/** Types into the first search field of the page and waits for the address or the list to follow. */
const search = (label: string | RegExp, text: string, found: string | RegExp) => async (page: Page) => {
  await page.getByLabel(label).first().click();
  await page.keyboard.type(text);
  await page.locator('main').getByText(found).first().waitFor();
};

const sortBy = (column: string) => async (page: Page) => {
  await page.getByRole('button', { name: column }).first().click();
  await page.locator('[aria-sort="ascending"], [aria-sort="descending"]').first().waitFor();
};

const version = (rest: string) => (seeded: Seeded) => `/models/${encodeURIComponent(seeded.modelName)}${rest}`;

const forecast =
  (more: Record<string, string> = {}) =>
  (seeded: Seeded) =>
    `/forecasts?${new URLSearchParams({ dataset: seeded.dataset, level: 'store+product', series: seeded.series, ...more })}`;

/** Every page, at its largest. A new page adds its line. */
export const visits: Visit[] = [
  { name: 'Overview', address: ({ dataset }) => `/?dataset=${dataset}`, charts: true, shown: drawn, act: palette },
  {
    name: 'Forecasts',
    address: forecast(),
    charts: true,
    shown: drawn,
    act: async (page) => {
      await page.getByRole('button', { name: /^Series:/ }).click();
      await page.keyboard.type('store 033 product 07');
      await page
        .getByRole('option', { name: /033.*07/ })
        .first()
        .waitFor();
    },
  },
  { name: 'Forecasts, accuracy', address: forecast({ tab: 'accuracy' }), charts: true, shown: drawn, act: tab('Forecast', drawn) },
  {
    name: 'Forecasts, hierarchy',
    address: forecast({ tab: 'hierarchy', level: 'total', series: 'bench:total' }),
    charts: true,
    shown: async (page) => page.getByText('Category 001').first().waitFor(),
    act: palette,
  },
  { name: 'Forecasts, what-if', address: forecast({ tab: 'what-if' }), charts: true, shown: heading, act: palette },
  { name: 'Forecasts, overrides', address: forecast({ tab: 'overrides' }), charts: true, shown: heading, act: palette },
  { name: 'Pipelines', address: () => '/pipelines', shown: rows, act: openRunForm },
  { name: 'Pipeline run, done', address: ({ succeeded }) => `/pipelines/${succeeded}`, shown: heading, act: palette },
  { name: 'Pipeline run, failed', address: ({ failed }) => `/pipelines/${failed}`, shown: heading, act: palette },
  { name: 'Pipeline run, live', address: ({ live }) => `/pipelines/${live}`, shown: heading, act: palette },
  { name: 'Experiments', address: () => '/experiments', shown: rows, act: palette },
  { name: 'Experiment', address: ({ experimentId }) => `/experiments/${experimentId}`, shown: rows, act: sortBy('Started') },
  {
    name: 'Experiment, grouped',
    address: ({ experimentId }) => `/experiments/${experimentId}?group=params.model`,
    shown: rows,
    act: palette,
  },
  {
    name: 'Compare runs',
    address: ({ runs }) => `/experiments/compare?runs=${runs.slice(0, 20).join(',')}`,
    shown: heading,
    act: tab('Scatter', drawn),
  },
  { name: 'Tracked run', address: ({ runs }) => `/experiments/runs/${runs[0]}`, shown: heading, act: tab('Parameters', rows) },
  {
    name: 'Tracked run, metrics',
    address: ({ runs }) => `/experiments/runs/${runs[0]}?tab=metrics`,
    charts: true,
    shown: drawn,
    act: palette,
  },
  {
    name: 'Tracked run, plots',
    address: ({ runs }) => `/experiments/runs/${runs[0]}?tab=plots`,
    charts: true,
    shown: heading,
    act: palette,
  },
  { name: 'Tracked run, files', address: ({ runs }) => `/experiments/runs/${runs[0]}?tab=files`, shown: heading, act: palette },
  { name: 'Models', address: () => '/models', shown: rows, act: search('Search models', 'model 01234', 'model 01234') },
  { name: 'Model', address: version(''), shown: heading, act: palette },
  { name: 'Model version', address: version('/1'), shown: heading, act: palette },
  { name: 'Model version, card', address: version('/1?tab=card'), shown: heading, act: palette },
  { name: 'Model version, lineage', address: version('/1?tab=lineage'), shown: heading, act: palette },
  { name: 'Model version, compared', address: version('/2?tab=compare&all=1'), shown: heading, act: palette },
  { name: 'Monitoring', address: ({ dataset }) => `/monitoring?dataset=${dataset}`, charts: true, shown: drawn, act: palette },
  {
    name: 'Experiments, compared',
    address: ({ runs }) => `/experiments/compare?runs=${runs.slice(0, 10).join(',')}`,
    charts: true,
    shown: heading,
    act: palette,
  },
  { name: 'Data', address: () => '/data', shown: heading, act: palette },
  { name: 'Dataset', address: ({ dataset }) => `/data/${dataset}`, charts: true, shown: heading, act: palette },
  { name: 'Import', address: () => '/data/import', shown: heading, act: palette },
  { name: 'Append', address: ({ dataset }) => `/data/${dataset}/append`, shown: heading, act: palette },
  { name: 'Settings', address: () => '/settings', shown: heading, act: palette },
  { name: 'API reference', address: () => '/docs', shown: heading, act: palette },
  { name: 'API operation', address: () => '/docs/createPipelineRun', shown: heading, act: palette },
  {
    name: 'Login',
    address: () => '/login',
    stranger: true,
    shown: async (page) => page.getByLabel('API key').waitFor(),
    act: async (page) => page.keyboard.type('a key that is none'),
  },
];

async function openRunForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run pipeline' }).first().click();
  await page.getByLabel('Horizon').waitFor();
}
