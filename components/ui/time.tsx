'use client';

import { useEffect, useState } from 'react';
import { duration, instant, relative } from '../format';

/** The time now, renewed every `everyMs`; the given one until the page is alive, so that server and browser agree. */
export function useNow(initial: number, everyMs: number | null): number {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    setNow(Date.now());
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** An instant as `3 minutes ago`, exact on hover. */
export function RelativeTime({ value, timeZone = 'UTC', className }: { value: string; timeZone?: string; className?: string }) {
  const now = useNow(Date.now(), 30_000);
  return (
    <time dateTime={value} title={instant(value, timeZone)} className={className} suppressHydrationWarning>
      {relative(value, now)}
    </time>
  );
}

/** From start to finish, or to now while unfinished. */
export function Elapsed({ from, to, className }: { from: string | null; to: string | null; className?: string }) {
  const now = useNow(Date.now(), from && !to ? 1000 : null);
  if (!from) return <span className={className}>–</span>;
  const milliseconds = (to ? new Date(to).getTime() : now) - new Date(from).getTime();
  return (
    <span className={className} suppressHydrationWarning>
      {to ? duration(milliseconds) : duration(Math.floor(Math.max(0, milliseconds) / 1000) * 1000)}
    </span>
  );
}
