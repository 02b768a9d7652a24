import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { createModel, getModel, promoteVersion } from '@/lib/registry/service';
import { name, seedRegistry } from './registry';
import { seedForecast, seedRetailer } from './retailer';
import { RunDriver } from './run-driver';
import { describeInBrowser, visit } from './visit';

const { open, site, forgive } = (await visit()) ?? {};
const address = `/models/${name}`;
const champion = async () => (await getModel(name)).aliases.find(({ alias }) => alias === 'champion')?.version;
const dialog = (page: Page) => page.getByRole('alertdialog');

describeInBrowser('the registry of models', () => {
  beforeAll(async () => {
    await seedRetailer();
    const run = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'setup' });
    await seedForecast(run.id);
    await new RunDriver(run.id).finishAll(null);
    await seedRegistry();
    for (let k = 10; k < 40; k++) await createModel(`customer value ${k} %`);
  });

  it('lists models with their champion beside the seasonal naive, finds them by name, kind and dataset, page by page', async () => {
    const page = await open('/models');
    await page.getByText('32 registered models').waitFor();
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL(/cursor=/);
    const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'sales-forecast', exact: true }) });
    expect(await line.innerText()).toMatch(/Sample retailer[\s\S]*Version 1[\s\S]*6\.8%[\s\S]*38%/);
    await page.getByRole('searchbox', { name: 'Search models' }).fill('walmart.st');
    await page.getByText('1 model found').waitFor();
    await page.getByRole('link', { name }).click();
    await page.waitForURL(site.url + address);
    await page.goBack();
    expect(new URL(page.url()).searchParams.get('q')).toBe('walmart.st');
    await page.getByRole('searchbox', { name: 'Search models' }).fill('');
    await page.getByRole('radio', { name: 'Forecasters' }).click();
    await page.getByText('2 models found').waitFor();
    await page.getByRole('searchbox', { name: 'Search models' }).fill('100%_');
    await page.getByText('No such model').waitFor();
    // A name with a blank and a percent sign is reached as any other.
    await page.goto(`${site.url}/models?q=39+%25`);
    await page.getByRole('link', { name: 'customer value 39 %' }).click();
    await page.getByRole('heading', { name: 'customer value 39 %' }).waitFor();
    await page.getByText('No version yet').waitFor();
  });

  it('describes a model in Markdown, tags it, and takes a tag away so that it can be put back', async () => {
    const page = await open(address);
    await page.getByRole('button', { name: 'Write' }).click();
    await page.getByLabel('Description in Markdown').fill('# For the weekly plan\n\n- by **store**\n\n<img src=x>');
    await page.getByRole('radio', { name: 'Preview' }).click();
    await page.getByRole('heading', { name: 'For the weekly plan' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect((await getModel(name)).description).toContain('weekly plan');
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByLabel('Tag', { exact: true }).fill('owner');
    await page.getByLabel('Value').fill('planning');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove tag owner' }).click();
    await page.getByText('Tag owner is removed').waitFor();
    expect((await getModel(name)).tags).toEqual({});
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await getModel(name)).tags).toEqual({ owner: 'planning' });
  });

  it('sets, moves and removes an alias, and keeps each move on record', async () => {
    const page = await open(address);
    await page.getByRole('button', { name: 'Set alias' }).click();
    await dialog(page).getByLabel('Alias', { exact: true }).fill('champion');
    await dialog(page).getByText('A champion is made by promoting a version').waitFor();
    await dialog(page).getByLabel('Alias', { exact: true }).fill('shadow');
    await dialog(page).getByRole('button', { name: 'Set alias' }).click();
    await page.getByText('shadow points to version 3').waitFor();
    await page.getByRole('button', { name: 'Move shadow', exact: true }).click();
    await dialog(page).getByRole('combobox').click();
    await page.getByRole('option', { name: 'Version 2' }).click();
    await dialog(page).getByLabel('Reason (optional)').fill('to be watched');
    await dialog(page).getByRole('button', { name: 'Move alias' }).click();
    await page.getByText('shadow points to version 2').waitFor();
    await page.getByRole('button', { name: 'Remove shadow' }).click();
    await dialog(page).getByRole('button', { name: 'Remove alias' }).click();
    await page.getByText('shadow is removed').waitFor();
    const trail = page.getByRole('region', { name: 'Promotions' });
    await trail.getByText('To be watched').waitFor();
    await expect.poll(() => trail.getByRole('listitem').count()).toBe(4);
  });

  it('promotes a version that passes its gates, and rolls back with the effect said', async () => {
    const page = await open(`${address}/2`);
    expect(await page.locator('[data-gate]').count()).toBe(4);
    await page.getByText('Backtest RMSE 1,000 against 1,200 of version 1 refitted at the same origins.').waitFor();
    await page.getByRole('button', { name: 'Promote' }).click();
    await dialog(page).getByText('It takes the place of version 1.').waitFor();
    await dialog(page).getByRole('button', { name: 'Promote' }).click();
    await page.getByText('Version 2 is champion').waitFor();
    expect(await champion()).toBe(2);
    await page.getByRole('button', { name: 'Roll back' }).click();
    await dialog(page).getByText('Version 1, which was champion before, takes the place of version 2.').waitFor();
    await dialog(page)
      .getByText(/Published forecasts stay as they are/)
      .waitFor();
    await dialog(page).getByRole('button', { name: 'Make version 1 champion' }).click();
    await page.getByText('Version 1 is champion again').waitFor();
    expect(await champion()).toBe(1);
    await page.getByRole('button', { name: 'Promote' }).waitFor();
    // The model's own page offers it too, and says where there is nothing to return to.
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Roll back champion' }).click();
    await dialog(page)
      .getByText(/There is nothing to return to/)
      .waitFor();
  });

  it('promotes against a gate only with a reason, and says when somebody else was faster', async () => {
    forgive();
    const page = await open(`${address}/3`);
    await page.getByRole('button', { name: 'Promote' }).click();
    const confirm = dialog(page).getByRole('button', { name: 'Promote all the same' });
    await dialog(page).locator('[data-gate="beats-champion"][data-passed="false"]').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog(page).getByRole('checkbox').click();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog(page).getByLabel('Reason').fill('the board wants it');
    await promoteVersion(name, { version: 2, alias: 'champion', override: false, actor: 'a colleague' });
    await confirm.click();
    await dialog(page)
      .getByText(/Somebody else was faster: champion of .* points to version 2 by now/)
      .waitFor();
    expect(await champion()).toBe(2);
    await dialog(page).getByRole('button', { name: 'Reload' }).click();
    await page.getByText('What it must show to take the place of version 2').waitFor();
    await page.getByRole('button', { name: 'Promote' }).click();
    await dialog(page).getByRole('checkbox').click();
    await dialog(page).getByLabel('Reason').fill('the board wants it');
    await confirm.click();
    await page.getByText('Version 3 is champion').waitFor();
    await page.getByRole('link', { name }).click();
    const trail = page.getByRole('region', { name: 'Promotions' });
    await trail.getByText('gates overridden').waitFor();
    await trail.getByText(/The board wants it \(overriding beats-champion\)/).waitFor();
  });

  it('shows the model card, the lineage and the files of a version', async () => {
    const page = await open(`${address}/1`);
    await page.getByRole('tab', { name: 'Model card' }).click();
    await page.waitForURL(/tab=card/);
    await page
      .getByRole('region', { name: 'Strengths' })
      .getByText(/the seasonal naive by 11\.0%/)
      .waitFor();
    await page
      .getByRole('region', { name: 'Limits' })
      .getByText(/weakest at store 7 \(20\.0%\)/)
      .waitFor();
    await page.getByRole('region', { name: 'Python' }).getByText(`get_model_version("${name}", "1")`).waitFor();
    await page.getByRole('tab', { name: 'Lineage' }).click();
    await page.locator('[data-graph="ready"]').waitFor();
    await page
      .getByRole('region', { name: /Where this version comes from/ })
      .getByText('Walmart', { exact: true })
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Files' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download forecaster.json' }).click();
    expect((await download).suggestedFilename()).toBe('forecaster.json');
  });

  it('compares two versions, chosen in the table', async () => {
    const page = await open(address);
    for (const version of [1, 2]) await page.getByRole('checkbox', { name: `Select version ${version}` }).click();
    await page.getByRole('link', { name: 'Compare 1 and 2' }).click();
    await page.getByRole('heading', { name: 'Version 1 beside version 2' }).waitFor();
    const settings = page.getByRole('region', { name: 'Settings' }).first();
    expect(await settings.getByRole('row').filter({ hasText: 'shrinkage' }).innerText()).toMatch(/0\.5\s+0\.25/);
    expect(await settings.getByText('horizon', { exact: true }).count()).toBe(0);
    await page.getByRole('switch', { name: 'Show what is the same' }).click();
    await page.waitForURL(/all=1/);
    await settings.getByText('horizon', { exact: true }).waitFor();
  });

  it('deletes a version by its name, not one that something points to', async () => {
    forgive();
    const page = await open(`${address}/3`);
    const remove = async (version: number) => {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete version…' }).click();
      const confirm = dialog(page).getByRole('button', { name: 'Delete version' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog(page).getByLabel('Type its name to confirm').fill(`${name}/${version}`);
      await confirm.click();
    };
    await remove(3);
    await dialog(page).getByText(`Version 3 of ${name} is its champion.`).waitFor();
    await page.goto(`${site.url}${address}/2`);
    await remove(2);
    await page.waitForURL(site.url + address);
    expect((await fetch(`${site.url}${address}/2`)).status).toBe(404);
  });

  it.each(['/models/nobody', `${address}/99`, `${address}/x`, '/models?cursor=x'])('answers 404 at %s', async (at) => {
    expect((await fetch(site.url + at)).status).toBe(404);
  });
});
