'use client';

import { Command } from 'cmdk';
import { Check, LoaderCircle, Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ComboboxProps } from './combobox';

/** What opens below a combobox: its search and the options that were found. */
export function ComboboxList({
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
}: Omit<ComboboxProps, 'className'>) {
  const input = useRef<HTMLInputElement>(null);
  // The window may have been there before its list.
  useEffect(() => input.current?.focus(), []);
  return (
    <Command shouldFilter={false} label={label} defaultValue={value?.value}>
      <div className="flex items-center gap-2 border-b px-3">
        {state === 'loading' ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-faint" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
        )}
        <Command.Input
          ref={input}
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
            onSelect={() => onSelect(option)}
            className="flex h-8 cursor-default items-center justify-between gap-3 rounded-md px-2 text-sm select-none data-[selected=true]:bg-hover"
          >
            <span className="truncate">{option.label}</span>
            {option.value === value?.value && <Check aria-hidden className="size-3.5 shrink-0 text-accent-ink" />}
          </Command.Item>
        ))}
      </Command.List>
      {footer && <p className="border-t px-3 py-2 text-xs text-muted">{footer}</p>}
    </Command>
  );
}
