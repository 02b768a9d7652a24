'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';
import { levelLabel } from '../forecasts/series-label';
import { Select } from '../ui/select';

/** Which level accuracy is shown of; it stands in the address. */
export function LevelSwitch({ level, levels }: { level: string; levels: string[] }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  return (
    <Select
      aria-label="Level"
      aria-busy={pending}
      value={level}
      onValueChange={(next) => {
        const query = new URLSearchParams(search);
        query.set('level', next);
        startTransition(() => router.replace(`${path}?${query}`, { scroll: false }));
      }}
      options={levels.map((one) => ({ value: one, label: levelLabel(one) }))}
      className="w-44"
    />
  );
}
