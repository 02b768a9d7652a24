'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Combobox } from '../ui/combobox';

/** Another experiment's runs. */
export function ExperimentSwitch({
  current,
  experiments,
}: {
  current: { id: string; name: string };
  experiments: { id: string; name: string }[];
}) {
  const router = useRouter();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const options = experiments.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Combobox
      label="Experiment"
      className="w-56"
      value={{ value: current.id, label: current.name }}
      options={options.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, 100)}
      onSelect={({ value }) => router.push(`/experiments/${value}`)}
      search={search}
      onSearch={setSearch}
      state="ready"
      placeholder="Find an experiment"
    />
  );
}
