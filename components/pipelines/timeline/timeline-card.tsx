'use client';

import { useQuery } from '@tanstack/react-query';
import type { PipelineAttempt } from '@/lib/pipeline-runs/history-schema';
import type { PipelineRun, PipelineStep } from '@/lib/pipeline-runs/schema';
import { fetchAttempts } from '../../api/pipeline-runs';
import { duration } from '../../format';
import { Card, CardHeader } from '../../ui/card';
import { QueryError } from '../../ui/query-error';
import { useNow } from '../../ui/time';
import { isOver, latestMoment } from '../run-progress';
import { timeAxis } from './time-axis';
import { TimelineRow } from './timeline-row';

/** What a step itself tells of its attempts, until they are read and where an earlier Almanac kept none. */
function assumed({ attempt, startedAt, finishedAt, status, error, name }: PipelineStep): PipelineAttempt[] {
  if (attempt === 0 || !startedAt || status === 'pending' || status === 'skipped') return [];
  return [{ step: name, number: attempt, worker: '', status, startedAt, finishedAt, error }];
}

/** When each step ran, attempt by attempt, on one axis of time. */
export function TimelineCard({ run, selected }: { run: PipelineRun; selected: string }) {
  const over = isOver(run);
  // Attempts change exactly when a step's state or count of tries does.
  const states = run.steps.map(({ status, attempt }) => `${status}${attempt}`).join(' ');
  const query = useQuery({
    queryKey: ['pipeline-run', run.id, 'attempts', states],
    queryFn: ({ signal }) => fetchAttempts(run.id, signal),
    placeholderData: (before) => before,
  });
  const now = useNow(latestMoment(run), over ? null : 500);
  const of = (step: PipelineStep) => {
    const known = (query.data ?? []).filter((attempt) => attempt.step === step.name);
    // The list may be a moment older than the step that is told live.
    if (known.length === 0) return assumed(step);
    return known.map((attempt) =>
      attempt.status === 'running' && step.finishedAt && attempt.number === step.attempt ? (assumed(step)[0] ?? attempt) : attempt,
    );
  };
  const rows = run.steps.map((step) => ({ step, attempts: of(step) }));
  const axis = timeAxis(
    rows.flatMap(({ attempts }) =>
      attempts.map(({ startedAt, finishedAt }) => {
        const from = new Date(startedAt).getTime();
        return { from, to: Math.max(from, finishedAt ? new Date(finishedAt).getTime() : now) };
      }),
    ),
  );
  return (
    <Card aria-labelledby="timeline-title" className="overflow-hidden">
      <CardHeader
        id="timeline-title"
        title="Timeline"
        description={
          axis.breaks.length > 0
            ? `Every attempt of every step; pauses of ${axis.breaks.map(({ milliseconds }) => duration(milliseconds)).join(' and ')} are cut out`
            : 'Every attempt of every step'
        }
      />
      {query.isError && (
        <div className="px-4 pb-3">
          <QueryError
            compact
            error={query.error}
            title="The attempts could not be read"
            retrying={query.isFetching}
            onRetry={() => query.refetch()}
          />
        </div>
      )}
      <div aria-hidden className="hidden grid-cols-[1rem_13rem_minmax(0,1fr)_5.5rem] gap-x-3 border-t bg-raised px-4 py-1 md:grid">
        <span className="relative col-start-3 block h-4 text-2xs text-muted tabular">
          {axis.ticks.map(({ at, milliseconds }) => (
            <span
              key={milliseconds}
              className="absolute whitespace-nowrap"
              style={{ left: `${at * 100}%`, transform: `translateX(${at > 0.9 ? -100 : at > 0 ? -50 : 0}%)` }}
            >
              {milliseconds === 0 ? '0' : duration(milliseconds).replace('.0 s', ' s').replace(' 00 s', '')}
            </span>
          ))}
        </span>
      </div>
      <ol aria-label="Steps" className="divide-y border-t">
        {rows.map(({ step, attempts }) => (
          <TimelineRow key={step.name} step={step} attempts={attempts} axis={axis} now={now} selected={step.name === selected} />
        ))}
      </ol>
    </Card>
  );
}
