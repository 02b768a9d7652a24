'use client';

import { words } from '../format';
import { SearchInput } from '../ui/search-input';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { useUrlQuery } from '../ui/use-url-query';

const kinds = [
  { value: 'all', label: 'All' },
  { value: 'forecaster', label: 'Forecasters' },
  { value: 'member', label: 'Members' },
  { value: 'other', label: 'Other' },
];

/** Narrows the registry by part of the name, kind and dataset; all of it stands in the address. */
export function ModelFilters({ datasets }: { datasets: string[] }) {
  const { search, pending, typed, type, change } = useUrlQuery();
  return (
    <search className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <SearchInput label="Search models" value={typed} maxLength={200} onChange={type} className="min-w-56 flex-1 sm:max-w-80" />
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
