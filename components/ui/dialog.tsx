'use client';

import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useFocusReturn } from './use-focus-return';
import { WindowHeader } from './window-header';

/** A modal window: centred on a desktop, a full-height sheet on a phone. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const focus = useFocusReturn();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/45" />
        <Primitive.Content
          aria-describedby={description ? undefined : ''}
          {...focus}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[94dvh] animate-overlay-in flex-col rounded-t-xl bg-overlay shadow-overlay outline-none sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[86dvh] sm:w-full sm:max-w-xl sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl"
        >
          <WindowHeader title={title} description={description} />
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
