import { ArrowDownRight, ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import type { Mover } from '@/lib/forecasts/movers';
import { levelLabel, seriesLabel } from '../forecasts/series-label';
import { change, compactMoney, money } from '../format';

/** Series that are expected to sell most more, or less, than a year ago. */
export function Movers({ movers, dataset, currency }: { movers: Mover[]; dataset: string; currency: string }) {
  return (
    <ul className="divide-y border-t">
      {movers.map((mover) => {
        const difference = mover.expected - mover.before;
        const up = difference >= 0;
        const Icon = up ? ArrowUpRight : ArrowDownRight;
        return (
          <li key={mover.id}>
            <Link
              href={`/forecasts?${new URLSearchParams({ dataset, level: mover.level, series: mover.id })}`}
              prefetch={false}
              className="group flex items-center gap-3 px-4 py-2.5 transition-colors hover:bg-raised focus-visible:-outline-offset-2"
            >
              <Icon aria-hidden className={`size-4 shrink-0 ${up ? 'text-success' : 'text-danger'}`} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm font-medium group-hover:text-accent-ink">{seriesLabel(mover)}</span>
                <span className="block truncate text-xs text-muted">
                  {levelLabel(mover.level)} · {compactMoney(mover.expected, currency)} expected
                </span>
              </span>
              <span className="shrink-0 text-right tabular">
                <span className={`block text-sm font-medium ${up ? 'text-success' : 'text-danger'}`}>
                  {mover.before > 0 ? change(difference / mover.before) : 'new'}
                </span>
                <span className="block text-xs text-muted" title={`${money(mover.before, currency)} a year ago`}>
                  {up ? '+' : '−'}
                  {compactMoney(Math.abs(difference), currency)}
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
