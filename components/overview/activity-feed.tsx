import { Award } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Activity } from '@/lib/monitoring/activity';
import { outcomeLine } from '@/lib/pipeline-runs/outcome';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { modelTitle, triggerTitle, words } from '../format';
import { StatusIcon } from '../pipelines/status';
import { RelativeTime } from '../ui/time';

/** What came of a run, in a line. */
function runDetail({ result, error, trigger }: PipelineRun): string {
  if (error) return error.message;
  const won = result?.bestModel ? `${modelTitle(result.bestModel)} won the backtest` : '';
  return [won, result ? outcomeLine(result) : '', triggerTitle(trigger)].filter(Boolean).join(' · ');
}

function Line({ href, icon, title, detail, at }: { href: string; icon: ReactNode; title: string; detail: string; at: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="group flex items-start gap-3 px-4 py-2.5 transition-colors hover:bg-raised focus-visible:-outline-offset-2"
    >
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block text-sm font-medium group-hover:text-accent-ink">{title}</span>
        <span className="block truncate text-xs text-muted" title={detail}>
          {detail}
        </span>
      </span>
      <RelativeTime value={at} className="shrink-0 pt-0.5 text-xs text-muted" />
    </Link>
  );
}

/** Runs and promotions as they happened, the latest first. */
export function ActivityFeed({ items }: { items: Activity[] }) {
  return (
    <ol className="divide-y border-t">
      {items.map((item) =>
        item.kind === 'run' ? (
          <li key={item.run.id}>
            <Line
              href={`/pipelines/${item.run.id}`}
              icon={<StatusIcon status={item.run.status} />}
              title={`Run ${item.run.id.slice(0, 8)} ${item.run.status}`}
              detail={runDetail(item.run)}
              at={item.at}
            />
          </li>
        ) : (
          <li key={`${item.name}:${item.alias}:${item.at}`}>
            <Line
              href={`/models/${encodeURIComponent(item.name)}`}
              icon={<Award aria-hidden className="size-4 text-accent-ink" />}
              title={
                item.toVersion === null
                  ? `${words(item.alias)} taken from version ${item.fromVersion}`
                  : `Version ${item.toVersion} became ${item.alias}`
              }
              detail={`${item.name} · ${item.reason} · by ${item.actor}`}
              at={item.at}
            />
          </li>
        ),
      )}
    </ol>
  );
}
