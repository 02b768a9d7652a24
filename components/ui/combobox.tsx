'use client';

import clsx from 'clsx';
import { ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { controlClasses } from './input';
import { LoadFailure, useLoaded } from './lazy-part';
import type { SelectOption } from './select';
import { Skeleton } from './skeleton';

// Loaded when somebody is about to open it.
const loadList = () => import('./combobox-list');

export interface ComboboxProps {
  label: string;
  /** The chosen option; shown on the button even where the current search does not hold it. */
  value: SelectOption | null;
  onSelect: (option: SelectOption) => void;
  options: SelectOption[];
  /** What is typed; the owner narrows `options` by it. */
  search: string;
  onSearch: (text: string) => void;
  state: 'ready' | 'loading' | 'error';
  onRetry?: () => void;
  placeholder: string;
  /** Below the list, such as how many more there are. */
  footer?: ReactNode;
  className?: string;
}

/** One of many, with search by the owner. Arrow keys, Enter and Escape work as in any list box. */
export function Combobox({
  label,
  value,
  onSelect,
  options,
  search,
  onSearch,
  state,
  onRetry,
  placeholder,
  footer,
  className = 'w-full',
}: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const list = useLoaded(loadList, wanted || open);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) onSearch('');
      }}
    >
      <Popover.Trigger
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        aria-label={`${label}: ${value?.label ?? placeholder}`}
        className={clsx(controlClasses, 'flex items-center justify-between gap-2 text-left', className)}
      >
        <span className={clsx('truncate', !value && 'text-faint')}>{value?.label ?? placeholder}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          aria-label={label}
          className="z-50 w-(--radix-popover-trigger-width) min-w-64 animate-overlay-in overflow-hidden rounded-lg bg-overlay shadow-overlay outline-none"
        >
          {list.state === 'ready' ? (
            <list.value.ComboboxList
              {...{ label, value, options, search, onSearch, state, onRetry, placeholder, footer }}
              onSelect={(option) => {
                onSelect(option);
                setOpen(false);
                onSearch('');
              }}
            />
          ) : list.state === 'failed' ? (
            <LoadFailure onRetry={list.retry} />
          ) : (
            <Skeleton className="m-2 h-24" />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
