import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { access } from './access';
import type { Principal } from './authentication';
import { type Reply, reply } from './reply';
import { issueSession, sameSecret, sessionCookieHeader } from './session';

export const loginRequest = z.strictObject({
  apiKey: z.string().min(1, 'must not be empty').max(4096).describe('ALMANAC_API_KEY of the server'),
});

export const sessionState = z.strictObject({
  required: z.boolean().describe('Whether this server has an API key'),
  authenticated: z.boolean(),
  expiresAt: z.iso.datetime().nullable().describe('End of the login made by this request'),
});
export type SessionState = z.infer<typeof sessionState>;

export function stateOf(principal: Principal | undefined, expiresAt: Date | null = null): SessionState {
  return { required: access().apiKey !== undefined, authenticated: principal !== undefined, expiresAt: expiresAt?.toISOString() ?? null };
}

/** Whether the client speaks TLS, to us or to the proxy before us. */
function isSecure(request: Request): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https');
}

/**
 * Starts a session. Where no key is set there is nothing to log in to, and that is no error.
 * @throws AlmanacError `unauthenticated` for a wrong key.
 */
export function login(apiKey: string, request: Request): SessionState | Reply<SessionState> {
  const expected = access().apiKey;
  if (expected === undefined) return stateOf('local');
  if (!sameSecret(apiKey, expected)) {
    throw new AlmanacError('unauthenticated', 'That is not the API key of this server (ALMANAC_API_KEY).', [
      { path: 'apiKey', message: 'is wrong' },
    ]);
  }
  const { token, expiresAt } = issueSession(expected);
  return reply(stateOf('session', expiresAt), { headers: { 'set-cookie': sessionCookieHeader(token, isSecure(request)) } });
}

export function logout(request: Request): Reply<SessionState> {
  const principal = access().apiKey === undefined ? 'local' : undefined;
  return reply(stateOf(principal), { headers: { 'set-cookie': sessionCookieHeader(undefined, isSecure(request)) } });
}
