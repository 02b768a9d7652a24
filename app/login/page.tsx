import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LoginForm } from '@/components/layout/login-form';
import { Logo } from '@/components/layout/logo';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Log in' };

/** Only a path on this very site: `//other.host` and `/\other.host` would lead away. */
function ownPath(from: string | undefined): string {
  return from && /^\/(?![/\\])/.test(from) ? from : '/';
}

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ from?: string }> }) {
  const from = ownPath((await searchParams).from);
  if (!env().ALMANAC_API_KEY) redirect(from);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-11" />
          <div>
            <h1 className="text-xl font-semibold">Log in to Almanac</h1>
            <p className="mt-1 text-sm text-muted">This server asks for its API key.</p>
          </div>
        </div>
        <LoginForm from={from} />
      </div>
    </main>
  );
}
