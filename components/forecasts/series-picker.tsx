'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import { sampleDataset } from '@/lib/pipeline/sample-dataset';
import { Select } from '../ui/select';
import { type RecentSeries, useRemembered } from './recent-series';
import { SeriesCombobox } from './series-combobox';
import { levelLabel } from './series-label';

/** What is of one series alone, and means nothing of another. */
const ofOneSeries = ['series', 'by'];

/**
 * Level and series of the page, kept in its address. What stands below dims while the next one is on its way; `children` is what
 * the choice changes.
 */
export function SeriesPicker({
  dataset,
  levels,
  level,
  series,
  children,
}: {
  dataset: string;
  levels: string[];
  level: string;
  series: RecentSeries;
  children: ReactNode;
}) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  useRemembered(dataset, series);

  function show(next: { level: string; series?: string }) {
    const query = new URLSearchParams(params);
    for (const name of ofOneSeries) query.delete(name);
    if (dataset !== sampleDataset) query.set('dataset', dataset);
    for (const [name, value] of Object.entries(next)) query.set(name, value);
    startTransition(() => router.push(`${path}?${query}`, { scroll: false }));
  }

  return (
    <>
      <div className="flex flex-wrap gap-2">
        {levels.length > 1 && (
          <Select
            aria-label="Level"
            value={level}
            onValueChange={(next) => show({ level: next })}
            options={levels.map((name) => ({ value: name, label: levelLabel(name) }))}
            className="min-w-36"
          />
        )}
        {(levels.length > 1 || level !== 'total') && (
          <SeriesCombobox
            dataset={dataset}
            level={level === 'total' ? undefined : level}
            levels={levels}
            value={series}
            onSelect={(next) => show({ level: next.level, series: next.id })}
          />
        )}
      </div>
      <div
        aria-busy={pending}
        className={pending ? 'flex flex-col gap-5 opacity-55 transition-opacity delay-100' : 'flex flex-col gap-5 transition-opacity'}
      >
        {children}
      </div>
    </>
  );
}
