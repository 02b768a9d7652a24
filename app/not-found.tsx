import type { Metadata } from 'next';
import { connection } from 'next/server';
import { NotFound } from '@/components/layout/not-found';

export const metadata: Metadata = { title: 'Not found' };

export default async function RootNotFound() {
  // Rendered for each request, so that its scripts carry the request's nonce.
  await connection();
  return (
    <main className="grid min-h-dvh place-items-center">
      <NotFound />
    </main>
  );
}
