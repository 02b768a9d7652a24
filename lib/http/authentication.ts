import { AlmanacError } from '@/lib/errors';
import { type Access, access, hostname, isLoopback } from './access';
import { isOwnHost, refuseForeignPage, requestHost } from './origin';
import { readCookie, sameSecret, sessionCookie, verifySession } from './session';

/** How a client is known: by being on this machine, by the API key, or by a login. */
export type Principal = 'local' | 'key' | 'session';

/** What a client must show, out of headers alone, so that pages can ask too. Undefined where it shows nothing valid. */
export function principalOf(headers: Headers, authority: string, { apiKey, host }: Access = access()): Principal | undefined {
  if (apiKey === undefined) {
    return isLoopback(hostname(host) ?? host) && isOwnHost(authority, { apiKey, host }) ? 'local' : undefined;
  }
  const given = credentials(headers);
  if (given) return sameSecret(given.secret, apiKey) ? 'key' : undefined;
  const token = readCookie(headers.get('cookie'), sessionCookie);
  return token !== undefined && verifySession(apiKey, token) ? 'session' : undefined;
}

/** The key as a program shows it: as a bearer token, or as the password of any user. */
function credentials(headers: Headers): { scheme: 'bearer' | 'basic'; secret: string } | undefined {
  const header = headers.get('authorization') ?? '';
  const bearer = /^Bearer +(.+)$/i.exec(header)?.[1];
  if (bearer !== undefined) return { scheme: 'bearer', secret: bearer.trim() };
  const basic = /^Basic +(.+)$/i.exec(header)?.[1];
  if (basic === undefined) return undefined;
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return { scheme: 'basic', secret: password };
}

function refusal(authority: string, current: Access): AlmanacError {
  if (current.apiKey !== undefined) {
    return new AlmanacError('unauthenticated', 'Send `Authorization: Bearer <ALMANAC_API_KEY>`, or log in with POST /api/v1/session.');
  }
  if (isLoopback(hostname(current.host) ?? current.host)) {
    return new AlmanacError(
      'forbidden',
      `This server answers to localhost, not to "${authority}". Set ALMANAC_API_KEY to let other names in.`,
    );
  }
  return new AlmanacError('forbidden', `The server listens on ${current.host}, beyond this machine: set ALMANAC_API_KEY and restart it.`);
}

/**
 * Lets a request in, or refuses it. `open` routes answer anyone, yet never change anything for a foreign page.
 * @throws AlmanacError `unauthenticated` or `forbidden`, with the remedy.
 */
export function authenticate(request: Request, open = false, current: Access = access()): Principal | undefined {
  const authority = requestHost(request.headers, request.url);
  const principal = principalOf(request.headers, authority, current);
  // Browsers keep a user's password and send it for any page; a bearer token only comes from who knows it.
  if (principal !== 'key' || credentials(request.headers)?.scheme === 'basic')
    refuseForeignPage(request.method, request.headers, authority);
  if (principal === undefined && !open) throw refusal(authority, current);
  return principal;
}
