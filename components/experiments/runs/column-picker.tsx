'use client';

import { Columns3 } from 'lucide-react';
import { useId, useState } from 'react';
import type { LoggedKeys } from '@/lib/tracking/schema';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Input } from '../../ui/input';
import { Popover } from '../../ui/popover';
import { attributeColumns, isColumn } from './table-search';

/** Of very many keys that match, so many are shown; one narrows them by typing. */
const mostShown = 60;

/** Which columns the table has: what every run has, and what the runs of this experiment logged. */
export function ColumnPicker({
  keys,
  shown,
  changed,
  onChange,
}: {
  keys: LoggedKeys;
  shown: string[];
  /** They are others than at first. */
  changed: boolean;
  onChange: (columns: string[] | undefined) => void;
}) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const groups = [
    { title: 'Every run', ids: Object.keys(attributeColumns).filter((id) => id !== 'name') },
    ...(['metrics', 'params', 'tags'] as const).map((kind) => ({
      title: { metrics: 'Metrics', params: 'Parameters', tags: 'Tags' }[kind],
      ids: keys[kind].map((key) => `${kind}.${key}`).filter(isColumn),
    })),
  ]
    .map(({ title, ids }) => ({ title, ids: ids.filter((id) => wordsOf(id).toLowerCase().includes(wanted)) }))
    .filter(({ ids }) => ids.length > 0);
  const set = (ids: string[], on: boolean) => {
    const others = shown.filter((id) => !ids.includes(id));
    onChange(on ? [...shown, ...ids.filter((id) => !shown.includes(id))] : others);
  };
  return (
    <Popover
      label="Columns"
      align="end"
      className="flex max-h-[min(32rem,var(--radix-popover-content-available-height))] w-80 flex-col"
      trigger={
        <Button>
          <Columns3 aria-hidden />
          Columns
        </Button>
      }
    >
      <div className="border-b p-2">
        <Input
          type="search"
          aria-label="Search columns"
          placeholder="Search columns"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {groups.map(({ title, ids }) => {
          const all = ids.every((id) => shown.includes(id));
          return (
            <fieldset key={title} className="mb-2 last:mb-0">
              <legend className="flex w-full items-center justify-between px-2 py-1 text-2xs font-medium text-muted">
                {title}
                {ids.length > 1 && (
                  <button
                    type="button"
                    className="min-h-6 rounded-sm px-1 text-accent-ink hover:underline"
                    onClick={() => set(ids.slice(0, mostShown), !all)}
                  >
                    {all ? 'Hide' : 'Show'} {ids.length > mostShown ? `first ${mostShown}` : 'all'}
                    <span className="sr-only"> {title}</span>
                  </button>
                )}
              </legend>
              {ids.slice(0, mostShown).map((id) => (
                <Choice key={id} id={id} checked={shown.includes(id)} onChange={(on) => set([id], on)} />
              ))}
              {ids.length > mostShown && <p className="px-2 py-1 text-xs text-muted">and {ids.length - mostShown} more; search for them</p>}
            </fieldset>
          );
        })}
        {groups.length === 0 && <p className="px-2 py-6 text-center text-muted">Nothing matches “{query}”.</p>}
      </div>
      <div className="flex justify-end border-t p-2">
        <Button size="sm" variant="ghost" disabled={!changed} onClick={() => onChange(undefined)}>
          As at first
        </Button>
      </div>
    </Popover>
  );
}

function wordsOf(id: string): string {
  return attributeColumns[id]?.header ?? id.slice(id.indexOf('.') + 1);
}

function Choice({ id, checked, onChange }: { id: string; checked: boolean; onChange: (on: boolean) => void }) {
  const control = useId();
  return (
    <div className="flex min-h-7 items-center gap-2 rounded-md px-2 hover:bg-hover">
      <Checkbox id={control} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
      <label htmlFor={control} className="min-w-0 flex-1 truncate py-1">
        {wordsOf(id)}
      </label>
    </div>
  );
}
