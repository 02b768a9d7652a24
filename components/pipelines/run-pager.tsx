import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../ui/button';
import { listAddress, type RunNarrowing } from './list-address';

/** To older runs, and back to the newest. */
export function RunPager({
  narrowing,
  cursor,
  nextCursor,
}: {
  narrowing: RunNarrowing;
  cursor: string | undefined;
  nextCursor: string | null;
}) {
  if (!cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {cursor ? (
        <Button asChild size="sm">
          <Link href={listAddress(narrowing)}>
            <ArrowLeft aria-hidden />
            Newest
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {nextCursor && (
        <Button asChild size="sm">
          <Link href={listAddress(narrowing, nextCursor)}>
            Older
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
