'use client';

import { Search } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { words } from '../format';
import { Input } from '../ui/input';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'forecaster', label: 'Forecasters' },
  { value: 'member', label: 'Members' },
  { value: 'other', label: 'Other' },
];
const typingMs = 250;

/** Narrows the registry by part of the name, kind and dataset; all of it stands in the address. */
export function ModelFilters({ datasets }: { datasets: string[] }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  const inAddress = search.get('q') ?? '';
  const [typed, setTyped] = useState(inAddress);
  /** What was asked for last: an address that is still on its way counts, so that quick changes add up. */
  const asked = useRef(new URLSearchParams(search));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Somebody went back, or followed a link.
    if ((asked.current.get('q') ?? '') !== inAddress) setTyped(inAddress);
    asked.current = new URLSearchParams(search);
  }, [search, inAddress]);

  function change(changes: Record<string, string>) {
    clearTimeout(timer.current);
    const query = new URLSearchParams(asked.current);
    // Another question begins at its first page.
    query.delete('cursor');
    for (const [key, value] of Object.entries(changes)) value ? query.set(key, value) : query.delete(key);
    asked.current = query;
    startTransition(() => router.replace(query.size > 0 ? `${path}?${query}` : path, { scroll: false }));
  }

  return (
    <search className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <div className="relative min-w-56 flex-1 sm:max-w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
        <Input
          type="search"
          aria-label="Search models"
          placeholder="Search models"
          value={typed}
          maxLength={200}
          className="pl-8"
          onChange={(event) => {
            const text = event.target.value;
            setTyped(text);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => change({ q: text.trim() }), typingMs);
          }}
        />
      </div>
      <Segmented
        label="Kind"
        value={kinds.find(({ value }) => value === search.get('kind'))?.value ?? 'all'}
        onValueChange={(kind) => change({ q: typed.trim(), kind: kind === 'all' ? '' : kind })}
        options={kinds}
      />
      {datasets.length > 1 && (
        <Select
          aria-label="Dataset"
          value={datasets.find((name) => name === search.get('dataset')) ?? 'all'}
          onValueChange={(dataset) => change({ q: typed.trim(), dataset: dataset === 'all' ? '' : dataset })}
          options={[{ value: 'all', label: 'All datasets' }, ...datasets.map((name) => ({ value: name, label: words(name) }))]}
          className="max-w-60 min-w-40"
        />
      )}
    </search>
  );
}
