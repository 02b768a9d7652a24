import clsx from 'clsx';
import type { PipelineAttempt } from '@/lib/pipeline-runs/history-schema';
import { duration } from '../../format';
import { statusLabel } from '../status';
import type { TimeAxis } from './time-axis';

const fills: Record<PipelineAttempt['status'], string> = {
  running: 'bg-info',
  succeeded: 'bg-success',
  failed: 'bg-danger',
  cancelled: 'bg-warning',
  // Hatched, so that it differs from a cancelled one without colour.
  lost: 'bg-warning opacity-60 [background-image:repeating-linear-gradient(135deg,transparent_0_3px,var(--color-surface)_3px_6px)]',
};

/** A step's attempts on the axis. What they say stands in the row's details too, so they are a picture only. */
export function AttemptBars({ attempts, axis, now }: { attempts: PipelineAttempt[]; axis: TimeAxis; now: number }) {
  return (
    <span aria-hidden className="relative block h-6 w-full">
      {axis.ticks.map(({ at, milliseconds }) => (
        <span key={milliseconds} className="absolute inset-y-0 w-px bg-line" style={{ left: `${at * 100}%` }} />
      ))}
      {axis.breaks.map(({ at }) => (
        <span
          key={at}
          className="absolute inset-y-0 w-[2%] -translate-x-1/2 border-x border-dashed border-line-strong"
          style={{ left: `${at * 100}%` }}
        />
      ))}
      {attempts.map(({ number, status, startedAt, finishedAt }) => {
        const from = new Date(startedAt).getTime();
        const to = finishedAt ? new Date(finishedAt).getTime() : now;
        const left = axis.at(from);
        return (
          <span
            key={number}
            title={`Attempt ${number}: ${statusLabel(status)}, ${duration(to - from)}`}
            data-attempt={number}
            data-status={status}
            className={clsx('absolute inset-y-1.5 min-w-1 rounded-sm', fills[status], status === 'running' && 'animate-pulse')}
            style={{ left: `min(${left * 100}%, calc(100% - 4px))`, width: `${Math.max(0, axis.at(to) - left) * 100}%` }}
          />
        );
      })}
    </span>
  );
}
