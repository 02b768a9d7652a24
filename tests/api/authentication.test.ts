import { afterAll, describe, expect, it } from 'vitest';
import * as ready from '@/app/api/ready/route';
import { endpoints } from '@/app/api/v1/openapi.json/endpoints';
import * as runs from '@/app/api/v1/pipeline-runs/route';
import * as session from '@/app/api/v1/session/route';
import { reloadEnv } from '@/lib/env';
import { endpoint } from '@/lib/http/endpoint';
import { sessionState } from '@/lib/http/login';
import { readiness } from '@/lib/monitoring/readiness';
import { pipelineRunList } from '@/lib/pipeline-runs/schema';
import { createTestDatabase } from '../helpers/postgres';
import { call, origin, refused, send } from './call';

const apiKey = 'correct horse battery staple';
process.env.ALMANAC_API_KEY = apiKey;
await createTestDatabase();
afterAll(() => {
  delete process.env.ALMANAC_API_KEY;
  reloadEnv();
});

const path = '/api/v1/pipeline-runs';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function logIn(headers: Record<string, string> = {}): Promise<string> {
  const { headers: given } = await call(sessionState, session, 'POST', '/api/v1/session', { body: { apiKey }, headers });
  return given.get('set-cookie') ?? '';
}

describe('a server with a key', () => {
  it('lets nobody in without it, on any route that is not open', async () => {
    for (const { path: template, routes } of endpoints) {
      const file = endpoint(template, routes);
      for (const [method, declared] of Object.entries(routes)) {
        if (declared.open) continue;
        const { status, headers } = await refused(file, method as 'GET', template.replace(/\{\w+\}/g, 'x'));
        expect([template, method, status]).toEqual([template, method, 401]);
        expect(headers.get('www-authenticate')).toBe('Bearer realm="almanac"');
      }
    }
  });

  it('keeps open only what tells nothing', () => {
    const open = endpoints.filter(({ routes }) => Object.values(routes).some((declared) => declared.open)).map(({ path: at }) => at);
    expect(open.sort()).toEqual(['/api/health', '/api/ready', '/api/v1/session']);
  });

  it('takes the key', async () => {
    expect((await call(pipelineRunList, runs, 'GET', path, { headers: bearer(apiKey) })).status).toBe(200);
    expect((await refused(runs, 'GET', path, { headers: bearer('wrong') })).status).toBe(401);
  });

  it('tells no details of its readiness to strangers', async () => {
    const stranger = readiness.parse(await (await send(ready, 'GET', '/api/ready')).json());
    expect(stranger.parts).toBeUndefined();
    const known = readiness.parse(await (await send(ready, 'GET', '/api/ready', { headers: bearer(apiKey) })).json());
    expect(known.parts?.database.state).toBe('ok');
  });

  it('logs in with the key, and out again', async () => {
    const cookie = await logIn();
    expect(cookie).toMatch(/^almanac_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/);
    const headers = { cookie: cookie.split(';')[0] as string };
    expect((await call(pipelineRunList, runs, 'GET', path, { headers })).status).toBe(200);
    expect((await call(sessionState, session, 'GET', '/api/v1/session', { headers })).body).toMatchObject({
      required: true,
      authenticated: true,
    });
    expect((await call(sessionState, session, 'GET', '/api/v1/session')).body).toMatchObject({ required: true, authenticated: false });
    const out = await call(sessionState, session, 'DELETE', '/api/v1/session', { headers });
    expect(out.headers.get('set-cookie')).toMatch(/^almanac_session=; .*Max-Age=0/);
    expect(await logIn({ 'x-forwarded-proto': 'https' })).toMatch(/; Secure$/);
  });

  it('refuses a wrong key, and a login that a foreign page sends', async () => {
    const wrong = await refused(session, 'POST', '/api/v1/session', { body: { apiKey: 'guess' } });
    expect([wrong.status, wrong.paths]).toEqual([401, ['apiKey']]);
    expect((await refused(session, 'POST', '/api/v1/session', { body: {} })).paths).toEqual(['apiKey']);
    expect(
      (await refused(session, 'POST', '/api/v1/session', { body: { apiKey }, headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403);
  });

  it('lets no foreign page use a session', async () => {
    const cookie = (await logIn()).split(';')[0] as string;
    const change = (headers: Record<string, string>) =>
      send(runs, 'POST', path, { body: { parameters: { horizon: 0 } }, headers: { cookie, ...headers } });
    expect((await change({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(422);
    expect((await change({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await change({ origin: 'http://localhost:4000' })).status).toBe(403);
  });
});
