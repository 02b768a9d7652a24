'use client';

import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { PipelineAttempt } from '@/lib/pipeline-runs/history-schema';
import type { PipelineStep } from '@/lib/pipeline-runs/schema';
import { percent, stepTitle } from '../../format';
import { Elapsed } from '../../ui/time';
import { StatusIcon } from '../status';
import { AttemptBars } from './attempt-bars';
import { AttemptList } from './attempt-list';
import type { TimeAxis } from './time-axis';

/** One step: its state, its attempts on the axis, its time; opened, each attempt in words. A failed step is open from the start. */
export function TimelineRow({
  step,
  attempts,
  axis,
  now,
  selected,
}: {
  step: PipelineStep;
  attempts: PipelineAttempt[];
  axis: TimeAxis;
  now: number;
  selected: boolean;
}) {
  const [asked, setAsked] = useState<boolean>();
  const id = useId();
  const open = asked ?? (step.status === 'failed' || (step.error !== null && step.status === 'pending'));
  const title = stepTitle(step.name);
  const quiet = step.status === 'pending' || step.status === 'skipped';
  const state = step.status === 'running' && step.progress > 0 ? percent(step.progress, 0) : undefined;
  return (
    <li data-step={step.name} data-status={step.status} className={clsx(selected && 'bg-accent-soft')}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setAsked(!open)}
        className="grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-1.5 text-left transition-colors hover:bg-raised focus-visible:-outline-offset-2 md:grid-cols-[auto_13rem_minmax(0,1fr)_5.5rem]"
      >
        <StatusIcon status={step.status} />
        <span className="flex min-w-0 items-center gap-1.5">
          <span className={clsx('truncate text-sm font-medium', quiet && 'text-muted')}>{title}</span>
          {step.attempt > 1 && <span className="shrink-0 text-xs text-warning">attempt {step.attempt}</span>}
          <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-faint transition-transform', open && 'rotate-90')} />
        </span>
        <span className="max-md:order-last max-md:col-span-3">
          {attempts.length > 0 && <AttemptBars attempts={attempts} axis={axis} now={now} />}
          {step.message && step.status !== 'failed' && <span className="block truncate text-xs text-muted">{step.message}</span>}
        </span>
        <span className="text-right text-xs whitespace-nowrap text-muted tabular">
          {state && <span className="mr-2">{state}</span>}
          {step.status === 'skipped' ? 'skipped' : <Elapsed from={step.startedAt} to={step.finishedAt} />}
        </span>
      </button>
      <div id={id} hidden={!open} className="px-4 pt-1 pb-3 pl-11">
        <AttemptList attempts={attempts} />
      </div>
    </li>
  );
}
