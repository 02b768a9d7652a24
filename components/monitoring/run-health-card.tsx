import { Workflow } from 'lucide-react';
import Link from 'next/link';
import type { RunHealth } from '@/lib/monitoring/schema';
import { count, duration, percent, stepTitle } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { RelativeTime } from '../ui/time';
import { RunDurationsChart } from './run-durations-chart';

const shownFailures = 5;

/** How the pipeline's runs went: how long they took, what failed, which steps take the time. */
export function RunHealthCard({ health }: { health: RunHealth }) {
  const bars = health.runs
    .flatMap(({ id, createdAt, tookMs, status }) =>
      tookMs !== null && (status === 'succeeded' || status === 'failed')
        ? [{ id, at: createdAt, tookMs, failed: status === 'failed' }]
        : [],
    )
    .reverse();
  const failures = health.runs.filter(({ failure }) => failure !== null).slice(0, shownFailures);
  return (
    <Card id="runs" aria-labelledby="runs-title" className="overflow-hidden">
      <CardHeader
        id="runs-title"
        title="Pipeline runs"
        description={
          health.ended === 0
            ? undefined
            : `${count(health.succeeded, 'run')} of ${health.ended} succeeded (${percent(health.succeeded / health.ended, 0)}); half take ${duration(health.tookMs.median)} or less`
        }
      />
      {bars.length === 0 ? (
        <Message icon={Workflow} title="No run has ended yet">
          Once one has, how long it took and what failed stand here.
        </Message>
      ) : (
        <RunDurationsChart
          runs={bars}
          label={`${count(bars.length, 'run')}, from ${duration(bars[0]?.tookMs)} at first to ${duration(bars.at(-1)?.tookMs)} at last; ${bars.filter(({ failed }) => failed).length} failed.`}
        />
      )}
      {failures.length > 0 && (
        <ul aria-label="Failures" className="divide-y border-t">
          {failures.map(({ id, createdAt, failure }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2 text-sm">
              <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
                <span className="font-medium text-danger">{failure?.step ? stepTitle(failure.step) : 'Failed'}</span>{' '}
                <span className="text-muted">{failure?.message}</span>
              </p>
              <Link
                href={`/pipelines/${id}`}
                className="inline-flex min-h-6 items-center rounded-sm text-xs font-medium text-accent-ink hover:underline"
              >
                Run {id.slice(0, 8)},&nbsp;
                <RelativeTime value={createdAt} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {health.steps.length > 0 && (
        <Table label="Steps" className="border-t">
          <thead>
            <tr>
              <HeadCell>Step</HeadCell>
              <HeadCell numeric title="Half of the runs take at most this long">
                Typical
              </HeadCell>
              <HeadCell numeric>Slowest</HeadCell>
              <HeadCell numeric title="Runs in which it took more than one attempt">
                Retried
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {health.steps.map(({ name, medianMs, slowestMs, retried, runs }) => (
              <tr key={name}>
                <Cell className="font-medium">{stepTitle(name)}</Cell>
                <Cell numeric>{duration(medianMs)}</Cell>
                <Cell numeric className="text-muted">
                  {duration(slowestMs)}
                </Cell>
                <Cell numeric className="text-muted">
                  {retried} of {runs}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
