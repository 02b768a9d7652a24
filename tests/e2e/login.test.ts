import { expect, it } from 'vitest';
import { describeInBrowser, visit } from './visit';

const apiKey = 'correct horse battery staple';
const { open, forgive } = (await visit({ ALMANAC_API_KEY: apiKey })) ?? {};

describeInBrowser('a site with a key', () => {
  it('asks for it, says when it is wrong, and goes on to where one wanted to be', async () => {
    const page = await open('/pipelines?status=failed');
    await page.getByRole('heading', { name: 'Log in to Almanac' }).waitFor();
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Enter the key').waitFor();
    await page.getByLabel('API key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the key').waitFor();
    forgive();
    await page.getByLabel('API key').fill(apiKey);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pipelines' }).waitFor();
    expect(page.url()).toContain('/pipelines?status=failed');
  });

  it('lets out again', async () => {
    const page = await open('/pipelines');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in to Almanac' }).waitFor();
    await page.goto(new URL('/', page.url()).href);
    await page.getByRole('heading', { name: 'Log in to Almanac' }).waitFor();
  });

  it('leads nowhere else after the login', async () => {
    const page = await open('/login?from=//example.com/');
    await page.getByLabel('API key').fill(apiKey);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(new URL(page.url()).hostname).toBe('localhost');
  });
});
