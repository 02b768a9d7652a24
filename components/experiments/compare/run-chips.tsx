'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComparedRun } from './compared';
import { RunMark } from './run-mark';

const least = 2;

/** The runs that are compared, in the colours of the pictures: each leads to its page, and may be left out. */
export function RunChips({ runs }: { runs: ComparedRun[] }) {
  const router = useRouter();
  function leaveOut(id: string) {
    const query = new URLSearchParams(window.location.search);
    query.delete('ids');
    query.set('runs', runs.flatMap((run) => (run.id === id ? [] : [run.id])).join(','));
    router.push(`?${query.toString().replaceAll('%2C', ',')}`, { scroll: false });
  }
  return (
    <ul aria-label="Runs compared" className="flex flex-wrap gap-1.5">
      {runs.map((run) => (
        <li key={run.id} className="inline-flex h-7 max-w-72 items-center rounded-full border bg-surface pl-2.5 text-xs shadow-card">
          <RunMark place={run.place} />
          <Link
            href={`/experiments/runs/${run.id}`}
            prefetch={false}
            className="min-w-0 truncate rounded-sm px-1.5 py-1 font-medium hover:text-accent-ink"
          >
            {run.name}
          </Link>
          {runs.length > least ? (
            <button
              type="button"
              aria-label={`Leave out ${run.name}`}
              onClick={() => leaveOut(run.id)}
              className="grid size-6 shrink-0 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3" />
            </button>
          ) : (
            <span className="w-1.5" />
          )}
        </li>
      ))}
    </ul>
  );
}
