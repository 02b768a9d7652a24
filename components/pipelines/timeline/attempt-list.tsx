import type { PipelineAttempt } from '@/lib/pipeline-runs/history-schema';
import { clock, instant } from '../../format';
import { Elapsed } from '../../ui/time';
import { FailureDetails } from '../failure-details';
import { StatusIcon, statusLabel } from '../status';

const ends: Record<PipelineAttempt['status'], string | undefined> = {
  running: undefined,
  succeeded: undefined,
  failed: undefined,
  cancelled: 'The run was cancelled, or ended by another step.',
  lost: 'Its worker fell silent or was stopped; the next attempt took its place.',
};

/** Every try of a step: how it ended, when, how long it took, where it ran. */
export function AttemptList({ attempts }: { attempts: PipelineAttempt[] }) {
  if (attempts.length === 0) return <p className="text-xs text-muted">It has not been tried.</p>;
  return (
    <ol className="flex flex-col gap-2.5">
      {attempts.map((attempt) => (
        <li key={attempt.number} className="text-xs">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted">
            <StatusIcon status={attempt.status} className="size-3.5" />
            <span className="font-medium text-ink">
              Attempt {attempt.number}: {statusLabel(attempt.status).toLowerCase()}
            </span>
            <span title={instant(attempt.startedAt)} className="tabular">
              {clock(attempt.startedAt)}
              {attempt.finishedAt && ` to ${clock(attempt.finishedAt)}`} UTC
            </span>
            <Elapsed from={attempt.startedAt} to={attempt.finishedAt} className="tabular" />
            {attempt.worker && <span className="wrap-anywhere">on {attempt.worker}</span>}
          </p>
          {ends[attempt.status] && <p className="mt-0.5 ml-5.5 text-muted">{ends[attempt.status]}</p>}
          {attempt.error && <FailureDetails failure={attempt.error} className="mt-1.5 ml-5.5" />}
        </li>
      ))}
    </ol>
  );
}
