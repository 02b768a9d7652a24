import { describe, expect, it } from 'vitest';
import { AlmanacError } from '@/lib/errors';
import { authenticate } from './authentication';
import { issueSession, readCookie, sessionCookie, sessionSeconds, verifySession } from './session';

const open = { apiKey: undefined, host: '127.0.0.1' };
const keyed = { apiKey: 'a long key', host: '0.0.0.0' };
const exposed = { apiKey: undefined, host: '0.0.0.0' };

function ask(access: typeof open | typeof keyed, method: string, headers: Record<string, string>, isOpen = false): string | undefined {
  try {
    return authenticate(new Request('http://localhost:3000/api/v1/x', { method, headers }), isOpen, access);
  } catch (error) {
    if (error instanceof AlmanacError) return error.code;
    throw error;
  }
}

describe('without a key, on loopback', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '127.0.0.2', '[::1]:3000', 'almanac.localhost:3000'])('answers to %s', (host) => {
    expect(ask(open, 'GET', { host })).toBe('local');
  });

  it.each(['evil.example:3000', 'localhost.evil.example', '10.0.0.1', '127.0.0.1.evil.example', '', '@', 'localhost@evil.example'])(
    'does not answer to %s',
    (host) => {
      expect(ask(open, 'GET', { host })).toBe('forbidden');
    },
  );

  it('answers to the configured name', () => {
    expect(ask({ apiKey: undefined, host: 'localhost' }, 'GET', { host: 'localhost:1' })).toBe('local');
    expect(ask({ apiKey: undefined, host: '::1' }, 'GET', { host: '[::1]:1' })).toBe('local');
  });

  it('lets its own pages and programs change things, foreign pages not', () => {
    const host = 'localhost:3000';
    expect(ask(open, 'POST', { host })).toBe('local');
    expect(ask(open, 'POST', { host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe('local');
    expect(ask(open, 'POST', { host, origin: 'http://evil.example' })).toBe('forbidden');
    expect(ask(open, 'POST', { host, origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' })).toBe('forbidden');
    expect(ask(open, 'POST', { host, origin: 'null' })).toBe('forbidden');
    expect(ask(open, 'DELETE', { host, 'sec-fetch-site': 'cross-site' })).toBe('forbidden');
    expect(ask(open, 'GET', { host, 'sec-fetch-site': 'cross-site' })).toBe('local');
  });
});

it('without a key, beyond loopback, answers only open routes', () => {
  expect(ask(exposed, 'GET', { host: 'localhost:3000' })).toBe('forbidden');
  expect(ask(exposed, 'GET', { host: 'localhost:3000' }, true)).toBe(undefined);
});

describe('with a key', () => {
  const { token } = issueSession(keyed.apiKey);

  it('takes the key as a bearer token, and no other', () => {
    expect(ask(keyed, 'GET', { authorization: 'Bearer a long key', host: 'any.example' })).toBe('key');
    expect(ask(keyed, 'POST', { authorization: 'bearer a long key', origin: 'http://tool.example' })).toBe('key');
    for (const authorization of ['Bearer a long kex', 'Bearer ', 'Bearer a', 'Basic a long key', 'a long key', '']) {
      expect(ask(keyed, 'GET', { authorization })).toBe('unauthenticated');
    }
    expect(ask(keyed, 'GET', {})).toBe('unauthenticated');
    expect(ask(keyed, 'GET', {}, true)).toBe(undefined);
  });

  it('takes a session, but not for a foreign page', () => {
    const cookie = `theme=dark; ${sessionCookie}=${token}`;
    expect(ask(keyed, 'GET', { cookie })).toBe('session');
    expect(ask(keyed, 'POST', { cookie, host: 'a.example', origin: 'https://a.example' })).toBe('session');
    expect(ask(keyed, 'POST', { cookie, host: 'a.example', origin: 'https://b.example' })).toBe('forbidden');
    expect(ask(keyed, 'GET', { cookie, authorization: 'Bearer wrong' })).toBe('unauthenticated');
  });

  it('refuses sessions that are forged, altered, of another key or over', () => {
    const [expires, signature] = token.split('.') as [string, string];
    expect(verifySession(keyed.apiKey, token)).toBe(true);
    expect(verifySession('another key', token)).toBe(false);
    expect(verifySession(keyed.apiKey, `${Number(expires) + 1}.${signature}`)).toBe(false);
    expect(verifySession(keyed.apiKey, `${expires}.`)).toBe(false);
    expect(verifySession(keyed.apiKey, '')).toBe(false);
    expect(verifySession(keyed.apiKey, token, Date.now() + (sessionSeconds + 1) * 1000)).toBe(false);
  });
});

it('finds a cookie among others', () => {
  expect(readCookie('a=1; b=x=y', 'b')).toBe('x=y');
  expect(readCookie(null, 'b')).toBe(undefined);
});
