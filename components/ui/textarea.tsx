import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { controlClasses } from './input';

/** Several lines of text. It grows with what is typed, where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={clsx(controlClasses, 'h-auto max-h-96 min-h-16 w-full resize-y py-1.5 leading-5 field-sizing-content', className)}
      {...props}
    />
  );
}
