'use client';

import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { controlClasses } from './input';

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectProps extends Omit<ComponentProps<typeof Primitive.Trigger>, 'value' | 'onChange'> {
  value: string;
  onValueChange: (value: string) => void;
  options: SelectOption[];
}

/** One of a few. For many, or with search, there is Combobox. */
export function Select({ value, onValueChange, options, className = 'w-full', ...trigger }: SelectProps) {
  return (
    <Primitive.Root value={value} onValueChange={onValueChange}>
      <Primitive.Trigger className={clsx(controlClasses, 'flex items-center justify-between gap-2', className)} {...trigger}>
        <Primitive.Value />
        <Primitive.Icon>
          <ChevronDown aria-hidden className="size-3.5 text-faint" />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) animate-overlay-in overflow-hidden rounded-lg bg-overlay p-1 shadow-overlay"
        >
          <Primitive.Viewport>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="flex h-8 cursor-default items-center justify-between gap-4 rounded-md px-2 text-sm outline-none select-none data-highlighted:bg-hover"
              >
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
                <Primitive.ItemIndicator>
                  <Check aria-hidden className="size-3.5 text-accent-ink" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
