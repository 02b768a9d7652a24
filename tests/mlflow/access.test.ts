import { afterAll, describe, expect, it } from 'vitest';
import { reloadEnv } from '@/lib/env';
import { artifactProxy } from '@/lib/mlflow/artifact-proxy/dispatch';
import { mlflow } from '@/lib/mlflow/operations';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

const apiKey = 'correct: horse, battery';
process.env.ALMANAC_API_KEY = apiKey;
await createTestDatabase();
createArtifactFolder();
reloadEnv();
afterAll(() => {
  delete process.env.ALMANAC_API_KEY;
  reloadEnv();
});

const origin = 'http://localhost:3000';
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const search = (headers: Record<string, string>) =>
  mlflow(
    new Request(`${origin}/api/2.0/mlflow/experiments/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"max_results": 5}',
    }),
  );

describe('a server with a key', () => {
  it.each([
    ['a bearer token, as MLFLOW_TRACKING_TOKEN is sent', { authorization: `Bearer ${apiKey}` }],
    ['any name with the key as its password, as MLFLOW_TRACKING_USERNAME and _PASSWORD are sent', { authorization: basic('anna', apiKey) }],
  ])('takes %s', async (_, headers) => {
    expect((await search(headers)).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['another token', { authorization: 'Bearer guess' }],
    ['another password', { authorization: basic(apiKey, 'guess') }],
    ['no password', { authorization: `Basic ${Buffer.from(apiKey).toString('base64')}` }],
    ['what is no Base64', { authorization: 'Basic %%%' }],
  ])('refuses %s, in the words of its dialect', async (_, headers) => {
    const response = await search(headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="almanac"');
    expect(await response.json()).toMatchObject({ error_code: 'UNAUTHENTICATED', message: expect.stringContaining('ALMANAC_API_KEY') });
  });

  it('refuses what a foreign page sends with a password that the browser kept', async () => {
    const response = await search({ authorization: basic('anna', apiKey), origin: 'https://evil.example' });
    expect([response.status, ((await response.json()) as { error_code: string }).error_code]).toEqual([403, 'PERMISSION_DENIED']);
  });

  it('lets nobody at the artifacts without it, but for parts at addresses that it has signed', async () => {
    const file = `${origin}/api/2.0/mlflow-artifacts/artifacts/0/x.txt`;
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await artifactProxy(new Request(file, { method, ...(method === 'PUT' && { body: 'x' }) }))).status).toBe(401);
    }
    const create = `${origin}/api/2.0/mlflow-artifacts/mpu/create/0`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
    const body = '{"path": "x.txt", "num_parts": 2}';
    expect(
      (await artifactProxy(new Request(create, { method: 'POST', body, headers: { 'content-type': 'application/json' } }))).status,
    ).toBe(401);
    const created = (await (await artifactProxy(new Request(create, { method: 'POST', body, headers }))).json()) as {
      upload_id: string;
      credentials: { url: string }[];
    };
    const [first, second] = created.credentials.map(({ url }) => url) as [string, string];
    const put = (url: string, text: string) => artifactProxy(new Request(url, { method: 'PUT', body: text }));
    expect((await put(first.replace(/signature=.*/, 'signature=x'), 'a')).status).toBe(401);
    expect((await put(first.replace('/1?', '/2?'), 'a')).status).toBe(401);
    const parts = [];
    for (const [at, url] of [first, second].entries())
      parts.push({ part_number: at + 1, etag: (await put(url, `part ${at}`)).headers.get('etag') });

    const complete = `${origin}/api/2.0/mlflow-artifacts/mpu/complete/0`;
    const finish = (given: object) =>
      artifactProxy(
        new Request(complete, { method: 'POST', headers, body: JSON.stringify({ path: 'x.txt', upload_id: created.upload_id, ...given }) }),
      );
    expect((await finish({ parts: [{ part_number: 1, etag: 'other' }] })).status).toBe(400);
    expect((await finish({ parts, path: 'y.txt' })).status).toBe(400);
    expect((await finish({ parts: [...parts].reverse() })).status).toBe(200);
    const whole = await artifactProxy(new Request(file, { headers: { authorization: `Bearer ${apiKey}` } }));
    expect(await whole.text()).toBe('part 0part 1');
    // It is completed, so that there is nothing left to put to, or to complete.
    expect([(await put(first, 'late')).status, (await finish({ parts })).status]).toEqual([404, 404]);
  });
});
