import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a region says when it has nothing to show: an icon, a sentence, a way on. */
export function Message({
  icon: Icon,
  title,
  children,
  actions,
  tone = 'neutral',
  className,
}: {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  tone?: 'neutral' | 'danger' | 'accent';
  className?: string;
}) {
  return (
    <div className={clsx('flex flex-col items-center justify-center px-6 py-14 text-center', className)}>
      <div
        className={clsx(
          'mb-4 grid size-11 place-items-center rounded-xl border',
          tone === 'danger' ? 'bg-danger-soft text-danger' : tone === 'accent' ? 'bg-accent-soft text-accent-ink' : 'bg-raised text-muted',
        )}
      >
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </div>
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <div className="mt-1 max-w-md text-sm text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
