'use client';

import { SearchInput } from './search-input';
import { useUrlQuery } from './use-url-query';

/** A search box whose text stands in the address. */
export function UrlSearch({ label }: { label: string }) {
  const { pending, typed, type } = useUrlQuery();
  return (
    <search className="block min-w-56 flex-1 sm:max-w-80" aria-busy={pending}>
      <SearchInput label={label} value={typed} maxLength={200} onChange={type} className="w-full" />
    </search>
  );
}
