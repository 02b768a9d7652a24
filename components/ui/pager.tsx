import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from './button';

/** To the next page of a list, and back to its first. Nothing where there is but one. */
export function Pager({ firstHref, nextHref, labels }: { firstHref?: string; nextHref?: string; labels: { first: string; next: string } }) {
  if (!firstHref && !nextHref) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {firstHref ? (
        <Button asChild size="sm">
          <Link href={firstHref}>
            <ArrowLeft aria-hidden />
            {labels.first}
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {nextHref && (
        <Button asChild size="sm">
          <Link href={nextHref}>
            {labels.next}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
