import { AlmanacError } from '@/lib/errors';
import { type Access, hostname, isLoopback } from './access';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The authority a client asked for: `localhost:3000`. */
export function requestHost(headers: Headers, url?: string): string {
  return headers.get('host') ?? (url ? new URL(url).host : '');
}

/**
 * Whether a name that leads to an open server is one of its own. A page of a foreign name that was made to resolve to 127.0.0.1
 * (DNS rebinding) could otherwise read everything.
 */
export function isOwnHost(authority: string, { host }: Access): boolean {
  const name = hostname(authority);
  return name !== undefined && (isLoopback(name) || name === hostname(host));
}

/**
 * Refuses changes that a browser makes for a foreign page (CSRF). Browsers send `Sec-Fetch-Site` and `Origin`; programs send neither.
 * @throws AlmanacError `forbidden`
 */
export function refuseForeignPage(method: string, headers: Headers, authority: string): void {
  if (reading.has(method)) return;
  const origin = headers.get('origin');
  const own = [authority, headers.get('x-forwarded-host')];
  const foreignOrigin = origin !== null && !own.some((host) => host && (origin === `http://${host}` || origin === `https://${host}`));
  const site = headers.get('sec-fetch-site');
  if (foreignOrigin || site === 'cross-site' || site === 'same-site') {
    throw new AlmanacError(
      'forbidden',
      `A page of ${origin ?? 'another site'} may not change anything here. Use the API key from programs.`,
    );
  }
}
