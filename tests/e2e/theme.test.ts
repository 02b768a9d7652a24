import { expect, it } from 'vitest';
import { describeInBrowser, visit } from './visit';

const { open } = (await visit()) ?? {};

describeInBrowser('themes and policy', () => {
  it('follows the system until a theme is chosen, and then keeps it', async () => {
    const page = await open('/pipelines');
    const scheme = () => page.evaluate(() => getComputedStyle(document.body).color);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await scheme();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(scheme).not.toBe(light);

    await page.getByRole('button', { name: 'Theme: System' }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    expect(await scheme()).toBe(light);
    await page.goto(page.url());
    // It is in the HTML itself, so nothing can flash.
    expect(await (await page.request.get(page.url())).text()).toMatch(/<html[^>]*data-theme="light"/);
    expect(await scheme()).toBe(light);
    await page.getByRole('button', { name: 'Theme: Light' }).click();
    await page.getByRole('menuitemradio', { name: 'System' }).click();
  });

  it('serves pages under a strict policy that names no other host', async () => {
    const page = await open('/login');
    const response = await page.request.get(page.url());
    const policy = response.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).not.toContain('http');
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
  });
});
