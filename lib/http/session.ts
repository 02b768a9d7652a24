import { createHmac, timingSafeEqual } from 'node:crypto';

export const sessionCookie = 'almanac_session';
/** Seconds that a login lasts. */
export const sessionSeconds = 7 * 24 * 3600;

/** The key itself never leaves as a signature of something an attacker chose: sessions are signed with a key derived from it. */
function sign(apiKey: string, expires: string): string {
  const key = createHmac('sha256', apiKey).update('almanac session v1').digest();
  return createHmac('sha256', key).update(expires).digest('base64url');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A signed token that says until when its holder is logged in. It needs no storage, and changing the API key ends every session. */
export function issueSession(apiKey: string, now = Date.now()): { token: string; expiresAt: Date } {
  const expiresAt = new Date(now + sessionSeconds * 1000);
  const expires = String(expiresAt.getTime());
  return { token: `${expires}.${sign(apiKey, expires)}`, expiresAt };
}

export function verifySession(apiKey: string, token: string, now = Date.now()): boolean {
  const [expires = '', signature = ''] = token.split('.');
  return /^\d{1,16}$/.test(expires) && sameSecret(signature, sign(apiKey, expires)) && Number(expires) > now;
}

/** `Set-Cookie` of a login, or of a logout where there is no token. */
export function sessionCookieHeader(token: string | undefined, secure: boolean): string {
  const age = token === undefined ? 0 : sessionSeconds;
  return `${sessionCookie}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure ? '; Secure' : ''}`;
}

/** The value of one cookie in a `Cookie` header. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
