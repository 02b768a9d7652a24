import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** The clothes of everything that takes a value: inputs, selects, combobox buttons. */
export const controlClasses = clsx(
  'h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink shadow-card transition-colors',
  'placeholder:text-faint hover:border-control disabled:opacity-55',
  'aria-invalid:border-danger focus-visible:outline-offset-0',
);

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={clsx(controlClasses, 'w-full tabular', className)} {...props} />;
}
