import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** The grey shape of what is still coming. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={clsx('animate-shimmer rounded-md bg-raised', className)} {...props} />;
}
