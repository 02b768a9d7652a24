'use client';

import clsx from 'clsx';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { runStatuses, runTriggers } from '@/lib/pipeline-runs/run-states';
import type { RunTrigger } from '@/lib/pipeline-runs/schema';
import { triggerTitle, words } from '../format';
import { Button } from '../ui/button';
import { Select } from '../ui/select';
import { listAddress, type RunNarrowing } from './list-address';
import { statusLabel } from './status';

const all = 'all';

/** Narrows the list of runs by status, dataset and trigger; the choice is in the address. */
export function RunFilters({ narrowing, datasets }: { narrowing: RunNarrowing; datasets: string[] }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { status, dataset, trigger } = narrowing;
  const choices = [undefined, ...runStatuses];
  const go = (next: RunNarrowing) => startTransition(() => router.push(listAddress(next), { scroll: false }));
  const names = dataset && !datasets.includes(dataset) ? [...datasets, dataset] : datasets;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2" aria-busy={pending}>
      <nav aria-label="Filter by status" className="-mx-1 flex min-w-0 gap-1 overflow-x-auto p-1">
        {choices.map((choice) => (
          <Link
            key={choice ?? all}
            href={listAddress({ ...narrowing, status: choice })}
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
      <div className="flex flex-wrap items-center gap-2">
        {(status || dataset || trigger) && (
          <Button size="sm" variant="ghost" onClick={() => go({})}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
        <Select
          aria-label="Dataset"
          className="w-40"
          value={dataset ?? all}
          onValueChange={(value) => go({ ...narrowing, dataset: value === all ? undefined : value })}
          options={[{ value: all, label: 'All datasets' }, ...names.map((name) => ({ value: name, label: words(name) }))]}
        />
        <Select
          aria-label="Started by"
          className="w-36"
          value={trigger ?? all}
          onValueChange={(value) => go({ ...narrowing, trigger: value === all ? undefined : (value as RunTrigger) })}
          options={[{ value: all, label: 'Any trigger' }, ...runTriggers.map((name) => ({ value: name, label: triggerTitle(name) }))]}
        />
      </div>
    </div>
  );
}
