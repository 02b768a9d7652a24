import clsx from 'clsx';
import Link from 'next/link';
import { type RunStatus, runStatuses } from '@/lib/pipeline-runs/schema';
import { statusLabel } from './status';

/** Narrows the list to one status; the choice is in the address. */
export function RunFilters({ status }: { status: RunStatus | undefined }) {
  const choices = [undefined, ...runStatuses];
  return (
    <nav aria-label="Filter by status" className="-mx-1 flex gap-1 overflow-x-auto p-1">
      {choices.map((choice) => (
        <Link
          key={choice ?? 'all'}
          href={choice ? `/pipelines?status=${choice}` : '/pipelines'}
          aria-current={choice === status ? 'true' : undefined}
          className={clsx(
            'flex h-7 shrink-0 items-center rounded-full border px-3 text-xs font-medium transition-colors',
            choice === status
              ? 'border-line-strong bg-surface text-ink shadow-card'
              : 'border-transparent text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {choice ? statusLabel(choice) : 'All'}
        </Link>
      ))}
    </nav>
  );
}
