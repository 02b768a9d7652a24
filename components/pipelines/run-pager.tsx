import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { RunStatus } from '@/lib/pipeline-runs/schema';
import { Button } from '../ui/button';

/** To older runs, and back to the newest. */
export function RunPager({
  status,
  cursor,
  nextCursor,
}: {
  status: RunStatus | undefined;
  cursor: string | undefined;
  nextCursor: string | null;
}) {
  if (!cursor && !nextCursor) return null;
  const address = (at?: string) => {
    const query = new URLSearchParams({ ...(status && { status }), ...(at && { cursor: at }) }).toString();
    return query ? `/pipelines?${query}` : '/pipelines';
  };
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {cursor ? (
        <Button asChild size="sm">
          <Link href={address()}>
            <ArrowLeft aria-hidden />
            Newest
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {nextCursor && (
        <Button asChild size="sm">
          <Link href={address(nextCursor)}>
            Older
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
