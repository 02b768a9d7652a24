import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { env } from '@/lib/env';
import { access } from './access';
import { type Principal, principalOf } from './authentication';
import { requestHost } from './origin';

/**
 * For pages (server components): who is asking. Never returns for a stranger, who is sent to /login and from there to `from`,
 * or, on an open server that was asked by a foreign name, to its own name.
 * @param from path of the page that asks, e.g. `/forecasts?store=store_001`.
 */
export async function requireSession(from = '/'): Promise<Principal> {
  // What another host could be hidden in (`//host`, `@host`) is no path of ours.
  const path = /^\/(?![/\\])/.test(from) ? from : '/';
  const given = await headers();
  const principal = principalOf(given, requestHost(given));
  if (principal) return principal;
  if (access().apiKey !== undefined) redirect(`/login?from=${encodeURIComponent(path)}`);
  redirect(`http://localhost:${env().PORT}${path}`);
}
