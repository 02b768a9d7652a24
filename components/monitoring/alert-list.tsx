import { ArrowRight, CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { Alert } from '@/lib/monitoring/alerts';

/** An alert, with what to do about it where that is wanted. */
type ShownAlert = Pick<Alert, 'kind' | 'severity' | 'title' | 'detail'> & { runId?: string | null | undefined; advice?: string };

const looks = {
  danger: { icon: CircleAlert, ink: 'text-danger', label: 'Urgent' },
  warning: { icon: TriangleAlert, ink: 'text-warning', label: 'Warning' },
  info: { icon: Info, ink: 'text-info', label: 'Note' },
} as const;

/** Where something can be done about an alert. */
function wayOn({ kind, runId }: ShownAlert, dataset: string): { label: string; href: string } {
  const query = `?${new URLSearchParams({ dataset })}`;
  if (kind === 'drift' || kind === 'restated') return { label: 'See what has changed', href: `/monitoring${query}#drift` };
  if (runId) return { label: 'See the run', href: `/pipelines/${runId}` };
  if (kind === 'stale-data') return { label: 'Bring newer sales', href: `/data/import${query}` };
  if (kind === 'unused-data' || kind === 'forecast-expired') return { label: 'See the pipeline', href: '/pipelines' };
  return { label: 'See the models', href: '/models' };
}

/** What is amiss, the gravest first, each with the way to do something about it. */
export function AlertList({ alerts, dataset }: { alerts: ShownAlert[]; dataset: string }) {
  if (alerts.length === 0) {
    return (
      <p className="flex items-center gap-2.5 border-t px-4 py-3 text-sm text-muted">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
        Nothing is amiss.
      </p>
    );
  }
  return (
    <ul className="divide-y border-t">
      {alerts.map((alert) => {
        const { icon: Icon, ink, label } = looks[alert.severity];
        const { label: action, href } = wayOn(alert, dataset);
        return (
          <li
            key={`${alert.kind}:${alert.title}`}
            data-alert={alert.kind}
            className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3 text-sm"
          >
            <Icon role="img" aria-label={label} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">{alert.title}</p>
              <p className="text-xs text-muted wrap-anywhere">{alert.detail}</p>
              {alert.advice && <p className="mt-1 text-xs text-pretty wrap-anywhere">{alert.advice}</p>}
            </div>
            <Link
              href={href}
              className="inline-flex min-h-6 items-center gap-1 rounded-sm text-xs font-medium text-accent-ink hover:underline"
            >
              {action}
              <ArrowRight aria-hidden className="size-3.5" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
