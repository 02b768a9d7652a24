'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { Segmented } from './segmented';
import type { SelectOption } from './select';

/** Choices side by side of which the taken one stands in the address, the first by its absence. The page is read anew. */
export function UrlSegmented({ label, param, value, options }: { label: string; param: string; value: string; options: SelectOption[] }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [, startTransition] = useTransition();
  const [shown, setShown] = useOptimistic(value);
  function choose(next: string) {
    const query = new URLSearchParams(search);
    if (next === options[0]?.value) query.delete(param);
    else query.set(param, next);
    startTransition(() => {
      setShown(next);
      router.push(query.size > 0 ? `${path}?${query}` : path, { scroll: false });
    });
  }
  return <Segmented label={label} value={shown} onValueChange={choose} options={options} />;
}
