import { ArrowDown, ArrowUp } from 'lucide-react';
import { percent } from '../format';

/** How much less, or more, an error is than the seasonal naive's: `↓ 45%`. Both in the same units. */
export function BesideNaive({ own, naive }: { own: number | null; naive: number | null }) {
  if (own === null || naive === null || naive === 0) return <span className="text-faint">–</span>;
  const share = own / naive - 1;
  const better = share < 0;
  const Icon = better ? ArrowDown : ArrowUp;
  return (
    <span className={`relative inline-flex items-center gap-0.5 ${better ? 'text-success' : 'text-danger'}`}>
      <Icon aria-hidden className="size-3.5" />
      {percent(Math.abs(share), 0)}
      <span className="sr-only">{better ? 'less than the seasonal naive' : 'more than the seasonal naive'}</span>
    </span>
  );
}
