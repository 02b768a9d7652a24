'use client';

import clsx from 'clsx';
import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

/** A small window beside its trigger, for a few controls or more than a word of help. Escape and a click elsewhere close it. */
export function Popover({
  trigger,
  label,
  open,
  onOpenChange,
  align = 'start',
  className = 'w-72 p-4',
  children,
}: {
  /** A button, or something that takes a ref and a click. */
  trigger: ReactNode;
  /** Names the window for screen readers. */
  label: string;
  /** Left out, it opens and closes by itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className={clsx(
            'z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-overlay-in overflow-y-auto rounded-lg bg-overlay text-sm shadow-overlay outline-none',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
