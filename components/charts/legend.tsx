import clsx from 'clsx';
import { seriesColorCount } from './colors';

/** What each colour of a chart stands for. */
export function Legend({ items, className }: { items: { name: string; color: number }[]; className?: string }) {
  return (
    <ul className={clsx('flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted', className)}>
      {items.map(({ name, color }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="h-0.5 w-3.5 rounded-full"
            style={{ background: `var(--color-series-${(color % seriesColorCount) + 1})` }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}
