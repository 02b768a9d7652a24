import { type NextRequest, NextResponse } from 'next/server';

/**
 * Gives every page a Content-Security-Policy with a nonce of its own; Next puts that nonce on its scripts.
 * Nothing but this host is allowed. Inline styles are: charts and overlays position themselves with them.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const development = process.env.NODE_ENV === 'development';
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  // A layout is not told its path otherwise; it sends strangers to /login and from there back to where they were.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

// Never in front of /api: a proxy buffers request bodies and cuts them at 10 MB.
export const config = { matcher: [{ source: '/((?!api/|_next/|.*\\.(?:svg|png|ico|webmanifest)$).*)' }] };
