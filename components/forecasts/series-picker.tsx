'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useDeferredValue, useState, useTransition } from 'react';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { fetchSeries } from '../api/series';
import { Combobox } from '../ui/combobox';
import { Select } from '../ui/select';
import { levelLabel, seriesLabel } from './series-label';

const listed = 50;

/**
 * Level and series of the page, kept in its address. The chart below dims while the next one is on its way; `children` is what
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
  series: { id: string; label: string } | null;
  children: ReactNode;
}) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const [search, setSearch] = useState('');
  const text = useDeferredValue(search.trim());
  const query = useQuery({
    queryKey: ['series', dataset, level, text],
    queryFn: ({ signal }) => fetchSeries({ dataset, level, q: text, limit: listed }, signal),
    placeholderData: keepPreviousData,
  });
  const found = query.data?.items.map((item) => ({ value: item.id, label: seriesLabel(item) })) ?? [];
  // Until the answer comes, the former list is narrowed here, so that Enter never takes what does not match.
  const typed = search.trim().toLowerCase();
  const current = typed === text.toLowerCase() && !query.isPlaceholderData;
  const options = current ? found : found.filter(({ label }) => label.toLowerCase().includes(typed));

  function show(next: Record<string, string>) {
    const query = new URLSearchParams(params);
    query.delete('series');
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
        {level !== 'total' && (
          <Combobox
            label="Series"
            value={series && { value: series.id, label: series.label }}
            onSelect={(option) => show({ level, series: option.value })}
            options={options}
            search={search}
            onSearch={setSearch}
            state={query.isError ? 'error' : query.isPending || !current ? 'loading' : 'ready'}
            onRetry={() => query.refetch()}
            placeholder={`Search ${levelLabel(level).toLowerCase()}…`}
            footer={query.data?.nextCursor ? `The first ${listed}. Type to narrow them down.` : undefined}
            className="max-w-72 min-w-52 flex-1 sm:flex-none"
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
