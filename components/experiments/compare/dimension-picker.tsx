'use client';

import { useState } from 'react';
import { Combobox } from '../../ui/combobox';
import type { Dimension } from './compared';

const most = 100;

/** One of the parameters and metrics. */
export function DimensionPicker({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Dimension | undefined;
  options: Dimension[];
  onChange: (id: string) => void;
}) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const kinds = new Set(options.map(({ kind }) => kind));
  const option = ({ id, key, kind }: Dimension) => ({
    value: id,
    label: kinds.size > 1 ? `${key} (${kind === 'metrics' ? 'metric' : 'parameter'})` : key,
  });
  const found = options.filter(({ key }) => key.toLowerCase().includes(wanted));
  return (
    <div className="flex min-w-0 items-center gap-2 text-sm">
      <span className="shrink-0 text-muted">{label}</span>
      <Combobox
        label={label}
        className="w-56 max-w-full"
        value={value ? option(value) : null}
        options={found.slice(0, most).map(option)}
        onSelect={({ value: id }) => onChange(id)}
        search={search}
        onSearch={setSearch}
        state="ready"
        placeholder="Choose"
        footer={found.length > most ? `and ${found.length - most} more; search for them` : undefined}
      />
    </div>
  );
}
