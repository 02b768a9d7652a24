'use client';

import clsx from 'clsx';
import { Command } from 'cmdk';
import { Check, ChevronsUpDown, LoaderCircle, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { controlClasses } from './input';
import type { SelectOption } from './select';

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
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) onSearch('');
      }}
    >
      <Popover.Trigger
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
          <Command shouldFilter={false} label={label} defaultValue={value?.value}>
            <div className="flex items-center gap-2 border-b px-3">
              {state === 'loading' ? (
                <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-faint" />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-faint" />
              )}
              <Command.Input
                value={search}
                onValueChange={onSearch}
                placeholder={placeholder}
                className="h-10 w-full bg-transparent text-sm outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-72 overflow-y-auto p-1">
              {state === 'error' && (
                <div role="alert" className="flex items-center justify-between gap-3 px-2 py-3 text-sm text-danger">
                  The list could not be read.
                  <button type="button" className="font-medium underline" onClick={onRetry}>
                    Try again
                  </button>
                </div>
              )}
              {state === 'ready' && (
                <Command.Empty className="px-2 py-6 text-center text-sm text-muted">Nothing matches “{search}”.</Command.Empty>
              )}
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  onSelect={() => {
                    onSelect(option);
                    setOpen(false);
                    onSearch('');
                  }}
                  className="flex h-8 cursor-default items-center justify-between gap-3 rounded-md px-2 text-sm select-none data-[selected=true]:bg-hover"
                >
                  <span className="truncate">{option.label}</span>
                  {option.value === value?.value && <Check aria-hidden className="size-3.5 shrink-0 text-accent-ink" />}
                </Command.Item>
              ))}
            </Command.List>
            {footer && <p className="border-t px-3 py-2 text-xs text-muted">{footer}</p>}
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
