import clsx from 'clsx';
import type { PipelineStep } from '@/lib/pipeline-runs/schema';
import { percent, stepTitle } from '../format';
import { Progress } from '../ui/progress';
import { Elapsed } from '../ui/time';
import { FailureDetails } from './failure-details';
import { StatusIcon } from './status';

function StepRow({ step }: { step: PipelineStep }) {
  const title = stepTitle(step.name);
  const quiet = step.status === 'pending' || step.status === 'skipped';
  return (
    <li className="px-4 py-2.5" data-step={step.name} data-status={step.status}>
      <div className="flex items-center gap-3">
        <StatusIcon status={step.status} />
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <span className={clsx('text-sm font-medium', quiet && 'text-muted')}>{title}</span>
          {step.message && step.status !== 'failed' && <span className="min-w-0 truncate text-xs text-muted">{step.message}</span>}
        </div>
        {step.attempt > 1 && <span className="text-xs text-warning">attempt {step.attempt}</span>}
        <span className="shrink-0 text-right text-xs whitespace-nowrap text-muted tabular">
          {step.status === 'running' && step.progress > 0 ? <span className="mr-2">{percent(step.progress, 0)}</span> : null}
          {step.status === 'skipped' ? 'skipped' : <Elapsed from={step.startedAt} to={step.finishedAt} />}
        </span>
      </div>
      {step.status === 'running' && <Progress value={step.progress} label={`${title}: progress`} className="mt-2 ml-7" />}
      {step.error && <FailureDetails failure={step.error} className="mt-2 ml-7" />}
    </li>
  );
}

/** A run's steps in order, each with its state, progress, message and time. */
export function StepList({ steps }: { steps: PipelineStep[] }) {
  return (
    <ol aria-label="Steps" className="divide-y border-t">
      {steps.map((step) => (
        <StepRow key={step.name} step={step} />
      ))}
    </ol>
  );
}
