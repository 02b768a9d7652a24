import { expect, it } from 'vitest';
import { describeInBrowser, visit } from './visit';

const key = 'a key of this test, which no page may show';
const { open } = (await visit({ ALMANAC_API_KEY: key, ALMANAC_RETENTION_DAYS: '7' })) ?? {};

describeInBrowser('settings', () => {
  it('tell what this instance is made of and how it is configured, and never a secret', async () => {
    const page = await open('/settings');
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    const parts = page.getByRole('region', { name: 'This instance' });
    await parts.getByText('Database', { exact: true }).waitFor();
    expect(await parts.innerText()).toMatch(/Database[\s\S]*answers\s+Works/);
    // No worker runs beside this site, and it says so with what to do.
    expect(await parts.innerText()).toMatch(/no worker has been heard of lately[\s\S]*Failed/);
    const table = page.getByRole('region', { name: 'Configuration' });
    expect(await table.innerText()).toMatch(/ALMANAC_RETENTION_DAYS[\s\S]*?\n7\n/);
    expect(await table.innerText()).toMatch(/ALMANAC_API_KEY[\s\S]*?set, not shown/);
    await page.getByText('A key is set').waitFor();
    expect(await page.content()).not.toContain(key);

    const again = page.waitForResponse((response) => response.url().includes('/settings'));
    await page.getByRole('button', { name: 'Check again' }).click();
    expect((await again).status()).toBe(200);
  });

  it('change the theme of this browser', async () => {
    const page = await open('/settings');
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.reload();
    expect(await page.getByRole('radio', { name: 'Dark' }).getAttribute('aria-checked')).toBe('true');
    await page.getByRole('radio', { name: 'System' }).click();
  });
});
