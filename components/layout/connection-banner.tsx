'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ServerOff } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useOffline } from 'next/offline';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { checkConnection, isAway, onConnectionChange, serverSilent } from '../api/connection';
import { Button } from '../ui/button';

const signOfLifeMs = 20_000;

/**
 * Says that the server cannot be reached, whoever found out: a request of the page, or Next on the way to another page, which it then
 * goes on to by itself. When the server is back, what is shown is read anew.
 */
export function ConnectionBanner() {
  const away = useSyncExternalStore(onConnectionChange, isAway, () => false);
  const offline = useOffline();
  const router = useRouter();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const wasAway = useRef(false);

  useEffect(() => {
    // Next found out first; then ours has to ask too, which is also what ends the banner.
    if (offline) serverSilent();
  }, [offline]);
  useEffect(() => {
    // A page that asks nothing would not know; so it asks for a sign of life while it is looked at, and when it is looked at again.
    const ask = () => {
      if (document.visibilityState === 'visible') void checkConnection();
    };
    const timer = setInterval(ask, signOfLifeMs);
    window.addEventListener('online', ask);
    window.addEventListener('offline', ask);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', ask);
      window.removeEventListener('offline', ask);
      document.removeEventListener('visibilitychange', ask);
    };
  }, []);
  useEffect(() => {
    if (away) {
      wasAway.current = true;
      return;
    }
    if (!wasAway.current) return;
    wasAway.current = false;
    toast.success('The server answers again');
    void client.invalidateQueries();
    router.refresh();
  }, [away, client, router]);

  if (!away) return null;
  return (
    <div
      role="alert"
      className="sticky top-15 z-20 mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-warning-soft px-4 py-2.5 text-sm shadow-card lg:top-3"
    >
      <ServerOff aria-hidden className="size-4 shrink-0 text-warning" />
      <p className="min-w-0 flex-1 basis-56">
        <span className="font-medium">The server cannot be reached.</span>{' '}
        <span className="text-muted">What you see may be out of date. It is asked again by itself.</span>
      </p>
      <Button
        size="sm"
        pending={asking}
        onClick={async () => {
          setAsking(true);
          if (!(await checkConnection())) toast.error('The server still does not answer');
          setAsking(false);
        }}
      >
        Try again
      </Button>
    </div>
  );
}
