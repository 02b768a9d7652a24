'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { words } from '../format';
import { Select } from '../ui/select';

/** Leads from the forecast of one dataset to another's; nothing but the address remembers which. */
export function DatasetSwitch({ dataset, datasets }: { dataset: string; datasets: string[] }) {
  const router = useRouter();
  const path = usePathname();
  const [pending, startTransition] = useTransition();
  if (datasets.every((name) => name === dataset)) return null;
  // The one that is shown is offered even where it has no version yet, as the sample retailer before its first run.
  const names = datasets.includes(dataset) ? datasets : [dataset, ...datasets];
  return (
    <Select
      aria-label="Dataset"
      aria-busy={pending}
      value={dataset}
      onValueChange={(name) => startTransition(() => router.push(`${path}?${new URLSearchParams({ dataset: name })}`))}
      options={names.map((name) => ({ value: name, label: words(name) }))}
      className="max-w-60 min-w-40"
    />
  );
}
