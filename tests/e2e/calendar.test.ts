import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { seedRetailer } from './retailer';
import { describeInBrowser, visit } from './visit';

const { open, forgive } = (await visit()) ?? {};
const address = '/data/sample-retailer?tab=calendar';

/** The retailer, with the stores and products that the calendar's events may speak of. */
async function seed() {
  await seedRetailer();
  const metadata = {
    storeDetails: ['store_001', 'store_002'].map((id) => ({ id, region: 'North' })),
    products: [{ id: 'P1', name: 'Headphones', category: 'Electronics' }],
  };
  await db().datasetVersion.update({ where: { dataset_version: { dataset: 'sample-retailer', version: 1 } }, data: { metadata } });
}

describeInBrowser('the calendar of a dataset', () => {
  it('takes an event, undoes and redoes it, and saves it as a version with who and why', async () => {
    await seed();
    const page = await open(address);
    await page.getByRole('heading', { name: 'November 2026' }).waitFor();
    await page.getByTitle('Thanksgiving Day', { exact: true }).waitFor();
    await page.getByTitle('Black Friday').first().waitFor();
    await page.getByRole('button', { name: 'Month after' }).click();
    await page.getByRole('heading', { name: 'December 2026' }).waitFor();
    expect(new URL(page.url()).searchParams.get('month')).toBe('2026-12');

    await page.getByRole('button', { name: 'Add an event on Dec 7, 2026' }).click();
    const sheet = page.getByRole('dialog', { name: 'New event' });
    await sheet.getByLabel('To', { exact: true }).fill('2026-12-09');
    await sheet.getByLabel('Name').fill('Advent sale');
    await sheet.getByRole('button', { name: 'Add to the calendar' }).click();
    await page.getByText('Not saved yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Nothing of your own yet' }).waitFor();

    await page.getByRole('button', { name: 'Add an event on Dec 7, 2026' }).click();
    await sheet.getByLabel('Name').fill('Advent sale');
    await sheet.getByRole('button', { name: 'Add to the calendar' }).click();
    await page.getByRole('switch', { name: 'Models know of Halloween' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Save the calendar' });
    await dialog.getByText('Added Advent sale').waitFor();
    await dialog.getByLabel('Your name').fill('Ada');
    await dialog.getByLabel('Why').fill('agreed with marketing');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Version 1 by Ada', { exact: true }).waitFor();
    const [row] = await db().calendarVersion.findMany();
    expect(row).toMatchObject({ version: 1, author: 'Ada', note: 'agreed with marketing', holidaysOff: ['Halloween'] });
    expect(row?.entries).toMatchObject([{ name: 'Advent sale', edit: { kind: 'promotion', from: '2026-12-07', category: 'Electronics' } }]);
  }, 60_000);

  it('deletes an event, and brings the version with it back', async () => {
    const page = await open(address);
    await page.getByRole('button', { name: 'Delete Advent sale' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await page.getByRole('button', { name: 'Delete Advent sale' }).waitFor();
    expect(await db().calendarVersion.count()).toBe(3);
  }, 60_000);

  it('says so where somebody saved meanwhile, and keeps what was drafted', async () => {
    forgive();
    const page = await open(`${address}&month=2026-12`);
    await page.getByRole('button', { name: 'Delete Advent sale' }).click();
    const data = { dataset: 'sample-retailer', version: 4, author: 'Bob', note: '', entries: [], holidaysOff: [] };
    await db().calendarVersion.create({ data });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/Bob saved version 4 since/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Not saved yet').waitFor();
  }, 60_000);
});
