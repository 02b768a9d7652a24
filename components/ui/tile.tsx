import clsx from 'clsx';
import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** One figure with its name above and its meaning below; the whole tile leads to `href`. */
export function Tile({ label, value, detail, href }: { label: string; value: ReactNode; detail?: ReactNode; href?: string }) {
  const body = (
    <>
      <p className="flex items-center justify-between gap-2 text-xs font-medium text-muted">
        {label}
        {href && (
          <ArrowUpRight
            aria-hidden
            className="size-3.5 text-faint opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        )}
      </p>
      <p className="mt-1.5 truncate text-xl font-semibold tracking-tight tabular">{value}</p>
      {detail && <div className="mt-0.5 truncate text-xs text-muted">{detail}</div>}
    </>
  );
  const classes = clsx(
    'group block min-w-0 bg-surface px-4 py-3.5',
    href && 'transition-colors hover:bg-raised focus-visible:-outline-offset-2',
  );
  return href ? (
    <Link href={href} className={classes}>
      {body}
    </Link>
  ) : (
    <div className={classes}>{body}</div>
  );
}

/** Tiles in one frame, hairlines between them: two a row on a phone, all in one row on a desktop; however many, they fill their rows. */
export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-line shadow-card *:flex-[1_1_40%] md:*:flex-[1_1_30%] xl:*:flex-[1_1_14%]"
    >
      {children}
    </section>
  );
}
