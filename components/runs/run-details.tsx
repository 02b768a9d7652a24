import Link from 'next/link';
import type { ReactNode } from 'react';
import type { TrackedRun } from '@/lib/tracking/schema';
import type { RunSurroundings } from '@/lib/tracking/service';
import { instant, words } from '../format';
import { Card, CardHeader } from '../ui/card';
import { Elapsed, RelativeTime } from '../ui/time';

export const linkClasses = 'text-accent-ink underline underline-offset-2';

/** Where a run belongs, when it was, who made it of which program. */
export function RunDetails({ run, around }: { run: TrackedRun; around: RunSurroundings }) {
  const { tags } = run;
  const revision = tags['mlflow.source.git.commit'];
  const own = Object.entries(tags).filter(([key]) => key.startsWith('almanac.') && key !== 'almanac.pipelineRun');
  return (
    <Card aria-labelledby="details">
      <CardHeader id="details" title="Details" />
      <dl className="divide-y border-t text-sm">
        <Detail name="Run id" mono>
          {run.id}
        </Detail>
        <Detail name="Experiment">
          <ExperimentLink {...around.experiment} />
        </Detail>
        {around.parent && (
          <Detail name="Part of">
            <Link href={`/experiments/runs/${around.parent.id}`} className={linkClasses}>
              {around.parent.name}
            </Link>
          </Detail>
        )}
        {run.pipelineRunId && (
          <Detail name="Pipeline run">
            <Link href={`/pipelines/${run.pipelineRunId}`} className={linkClasses}>
              {run.pipelineRunId.slice(0, 8)}
            </Link>
          </Detail>
        )}
        <Detail name="Started">{instant(run.startedAt)}</Detail>
        <Detail name="Finished">{run.finishedAt ? instant(run.finishedAt) : '–'}</Detail>
        <Detail name="Took">
          <Elapsed from={run.startedAt} to={run.finishedAt} />
        </Detail>
        <Detail name="User">{around.userId || '–'}</Detail>
        <Detail name="Source">{tags['mlflow.source.name'] ?? '–'}</Detail>
        {revision && (
          <Detail name="Commit" mono>
            <span title={revision}>{revision.slice(0, 10)}</span>
          </Detail>
        )}
        {own.map(([key, value]) => (
          <Detail key={key} name={words(key.slice('almanac.'.length).replaceAll('.', ' '))}>
            {value}
          </Detail>
        ))}
        <Detail name="Files" mono>
          {run.artifactUri}
        </Detail>
      </dl>
    </Card>
  );
}

function Detail({ name, mono = false, children }: { name: string; mono?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 px-4 py-2">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className={mono ? 'min-w-0 text-right font-mono text-xs wrap-anywhere' : 'min-w-0 text-right wrap-anywhere tabular'}>
        {children}
      </dd>
    </div>
  );
}

/** An experiment, leading to its runs. */
function ExperimentLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/experiments/${id}`} prefetch={false} className={linkClasses}>
      {name}
    </Link>
  );
}

/** A run's line under its title: what it is part of, and when. */
export function RunDescription({ run, around }: { run: TrackedRun; around: RunSurroundings }) {
  return (
    <>
      {around.parent ? (
        <>
          Part of{' '}
          <Link href={`/experiments/runs/${around.parent.id}`} className={linkClasses}>
            {around.parent.name}
          </Link>{' '}
          in{' '}
        </>
      ) : (
        'In '
      )}
      <ExperimentLink {...around.experiment} /> · <RelativeTime value={run.startedAt} />
    </>
  );
}
