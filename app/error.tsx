'use client';

import { Failure } from '@/components/layout/failure';

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Failure digest={error.digest} reset={reset} />
    </main>
  );
}
