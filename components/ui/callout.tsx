import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const looks = {
  info: { icon: Info, classes: 'bg-info-soft', ink: 'text-info' },
  success: { icon: CircleCheck, classes: 'bg-success-soft', ink: 'text-success' },
  warning: { icon: TriangleAlert, classes: 'bg-warning-soft', ink: 'text-warning' },
  danger: { icon: CircleAlert, classes: 'bg-danger-soft', ink: 'text-danger' },
} as const;

/** A notice inside a page. A danger one interrupts screen readers. */
export function Callout({
  tone,
  title,
  children,
  actions,
}: {
  tone: keyof typeof looks;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { icon: Icon, classes, ink } = looks[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3 text-sm', classes)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium wrap-anywhere">{title}</p>
        {children && <div className="mt-0.5 wrap-anywhere text-muted">{children}</div>}
      </div>
      {actions && <div className="flex gap-2">{actions}</div>}
    </div>
  );
}
