'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';

/** Which version is beside this one, and whether only what differs is shown; both stand in the address. */
export function CompareSwitch({ other, versions, all }: { other: number; versions: number[]; all: boolean }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  function change(key: string, value: string | undefined) {
    const query = new URLSearchParams(search);
    if (value === undefined) query.delete(key);
    else query.set(key, value);
    startTransition(() => router.replace(`${path}?${query}`, { scroll: false }));
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2" aria-busy={pending}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: Radix renders the switch as a button inside. */}
      <label className="flex items-center gap-2 text-xs text-muted">
        <Switch checked={all} onCheckedChange={(checked) => change('all', checked ? '1' : undefined)} />
        Show what is the same
      </label>
      <Select
        aria-label="Compare with"
        value={String(other)}
        onValueChange={(next) => change('with', next)}
        options={versions.map((version) => ({ value: String(version), label: `Version ${version}` }))}
        className="w-40"
      />
    </div>
  );
}
