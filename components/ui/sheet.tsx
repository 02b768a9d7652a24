'use client';

import clsx from 'clsx';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useFocusReturn } from './use-focus-return';
import { WindowHeader } from './window-header';

const widths = { md: 'sm:max-w-md', lg: 'sm:max-w-2xl' } as const;

/** A modal panel: at the right edge of a desktop, from the bottom of a phone. Its body scrolls; `footer` stays in sight. */
export function Sheet({
  open,
  onOpenChange,
  title,
  description,
  footer,
  width = 'md',
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  width?: keyof typeof widths;
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
          className={clsx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[88dvh] animate-sheet-up flex-col rounded-t-xl bg-overlay shadow-overlay outline-none',
            'sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-full sm:animate-sheet-left sm:rounded-none',
            widths[width],
          )}
        >
          <WindowHeader title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-[env(safe-area-inset-bottom)]">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
