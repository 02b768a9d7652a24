'use client';

import { useState } from 'react';
import type { LoggedKeys } from '@/lib/tracking/schema';
import { Combobox } from '../../ui/combobox';

const fixed = [
  { value: '', label: 'No grouping' },
  { value: 'parent', label: 'Runs in their parent run' },
];

/** How runs are put together: nested in the run they belong to, or by a parameter's or a tag's value. */
export function GroupPicker({ keys, value, onChange }: { keys: LoggedKeys; value: string; onChange: (group: string) => void }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const options = [
    ...fixed,
    ...keys.params.map((key) => ({ value: `params.${key}`, label: `By ${key}` })),
    ...keys.tags.map((key) => ({ value: `tags.${key}`, label: `By tag ${key}` })),
  ];
  const chosen = options.find((option) => option.value === value) ?? { value, label: `By ${value.slice(value.indexOf('.') + 1)}` };
  return (
    <Combobox
      label="Group"
      className="w-48"
      value={chosen}
      options={options.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, 100)}
      onSelect={(option) => onChange(option.value)}
      search={search}
      onSearch={setSearch}
      state="ready"
      placeholder="Group by…"
    />
  );
}
