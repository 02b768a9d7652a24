import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** One key of a keyboard. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={clsx(
        'inline-grid h-5 min-w-5 place-items-center rounded-sm border bg-raised px-1 font-sans text-2xs font-medium text-muted',
        className,
      )}
      {...props}
    />
  );
}
