import { afterEach, expect, test, vi } from 'vitest';
import { reloadEnv } from '@/lib/env';

async function ask(environment: Record<string, string>): Promise<number[]> {
  for (const name of ['INNGEST_BASE_URL', 'INNGEST_DEV', 'INNGEST_SIGNING_KEY']) vi.stubEnv(name, environment[name] ?? '');
  reloadEnv();
  vi.resetModules();
  const route = (await import('./route')) as unknown as Record<'GET' | 'POST' | 'PUT', (request: Request) => Promise<Response>>;
  const body = JSON.stringify({ event: {}, events: [], steps: {}, ctx: { run_id: 'x', attempt: 0 } });
  const url = 'http://localhost/api/inngest?fnId=almanac-train-sales-forecast&stepId=step';
  const get = await route.GET(new Request(url, { headers: { host: 'localhost' } }));
  const post = await route.POST(new Request(url, { method: 'POST', body, headers: { host: 'localhost' } }));
  return [get.status, post.status];
}

afterEach(() => {
  vi.unstubAllEnvs();
  reloadEnv();
});

test('with the embedded engine there is nothing behind the door', async () => {
  expect(await ask({})).toEqual([404, 404]);
});

test('with Inngest but no signing key the door stays shut', async () => {
  expect(await ask({ INNGEST_BASE_URL: 'http://127.0.0.1:1' })).toEqual([503, 503]);
});

test('with a signing key an unsigned call is refused', async () => {
  expect(await ask({ INNGEST_BASE_URL: 'http://127.0.0.1:1', INNGEST_SIGNING_KEY: 'signkey-test-0123456789abcdef' })).toEqual([401, 401]);
});
