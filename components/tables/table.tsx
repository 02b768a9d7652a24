import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

/** A table that scrolls sideways inside its card where it must; the region then has a name and takes the keyboard. */
export function Table({ label, className, children, ...props }: ComponentProps<'table'> & { label: string; children: ReactNode }) {
  return (
    // Relative, so that what is for screen readers only is cut off with the rest and never widens the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto focus-visible:-outline-offset-2">
      <table className={clsx('w-full border-separate border-spacing-0 text-sm', className)} {...props}>
        {children}
      </table>
    </section>
  );
}

export function HeadCell({ numeric = false, className, ...props }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={clsx(
        'border-b bg-raised px-3 py-2 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
      {...props}
    />
  );
}

export function Cell({ numeric = false, className, ...props }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={clsx(
        'border-b px-3 py-2 whitespace-nowrap first:pl-4 last:pr-4 [tr:last-child>&]:border-b-0',
        numeric && 'text-right tabular',
        className,
      )}
      {...props}
    />
  );
}
