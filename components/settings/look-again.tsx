'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '../ui/button';

/** Reads the page anew. */
export function LookAgain() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button size="sm" pending={pending} onClick={() => startTransition(() => router.refresh())}>
      {!pending && <RefreshCw aria-hidden />}
      Check again
    </Button>
  );
}
