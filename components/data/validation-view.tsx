import { CircleCheck, CircleX, ShieldQuestion, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ValidationReport } from '@/lib/pipeline-runs/history-schema';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { count, words } from '../format';
import { StatusBadge } from '../pipelines/status';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { RelativeTime } from '../ui/time';
import { datasetHref } from './addresses';

const looks = {
  passed: { label: 'Everything passed', tone: 'success' },
  warnings: { label: 'Passed with warnings', tone: 'warning' },
  failed: { label: 'Failed', tone: 'danger' },
} as const;

/** What the checks of each run found in a dataset, with the rows at fault. */
export function ValidationView({
  dataset,
  runs,
  shown,
  report,
}: {
  dataset: string;
  runs: PipelineRun[];
  shown: string | undefined;
  report: ValidationReport | null | undefined;
}) {
  if (runs.length === 0)
    return (
      <Card>
        <Message icon={ShieldQuestion} title="No run has checked these data yet">
          Each run checks what it reads before it learns from it. What an import found stands with its version.
        </Message>
      </Card>
    );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <Card aria-labelledby="runs-title" className="overflow-hidden">
        <CardHeader id="runs-title" title="Runs" />
        <nav aria-label="Runs that checked the data" className="max-h-128 overflow-y-auto border-t">
          {runs.map((run) => (
            <Link
              key={run.id}
              href={datasetHref(dataset, { tab: 'validation', run: run.id })}
              scroll={false}
              aria-current={run.id === shown ? 'page' : undefined}
              className="flex items-center justify-between gap-2 border-b px-4 py-2.5 text-sm last:border-b-0 hover:bg-raised focus-visible:-outline-offset-2 aria-[current=page]:bg-accent-soft"
            >
              <RelativeTime value={run.createdAt} />
              <StatusBadge status={run.status} />
            </Link>
          ))}
        </nav>
      </Card>
      {report ? <Report report={report} runId={shown ?? ''} /> : <NoReport />}
    </div>
  );
}

function NoReport() {
  return (
    <Card>
      <Message icon={ShieldQuestion} title="No report">
        This run has not come to its checks, or its files were removed.
      </Message>
    </Card>
  );
}

function Report({ report, runId }: { report: ValidationReport; runId: string }) {
  const { label, tone } = looks[report.status];
  return (
    <Card aria-labelledby="report-title" className="overflow-hidden">
      <CardHeader
        id="report-title"
        title={
          <span className="flex flex-wrap items-center gap-2">
            Checks <Badge tone={tone}>{label}</Badge>
          </span>
        }
        description={`${count(report.rows, 'row')} of version ${report.datasetVersion}`}
        actions={
          <Link href={`/pipelines/${runId}`} className="text-sm text-accent-ink hover:underline">
            The run
          </Link>
        }
      />
      <ul className="divide-y border-t">
        {report.checks.map((check) => (
          <li key={check.name} className="px-4 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              {check.passed ? (
                <CircleCheck role="img" aria-label="Passed" className="size-4 shrink-0 text-success" />
              ) : check.severity === 'error' ? (
                <CircleX role="img" aria-label="Error" className="size-4 shrink-0 text-danger" />
              ) : (
                <TriangleAlert role="img" aria-label="Warning" className="size-4 shrink-0 text-warning" />
              )}
              <span className="font-medium">{words(check.name)}</span>
              <span className="min-w-0 wrap-anywhere text-muted">{check.message}</span>
            </p>
            {check.offences.length > 0 && (
              <details className="mt-1 pl-6" open={!check.passed}>
                <summary className="cursor-pointer py-1 text-xs text-muted">
                  The first {count(check.offences.length, 'place')} of {check.count.toLocaleString('en-US')}
                </summary>
                <Table label={`Places of ${words(check.name)}`} className="mt-1 border">
                  <thead>
                    <tr>
                      <HeadCell>File</HeadCell>
                      <HeadCell numeric>Row</HeadCell>
                      <HeadCell>Column</HeadCell>
                      <HeadCell>Value</HeadCell>
                    </tr>
                  </thead>
                  <tbody>
                    {check.offences.map((offence, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: places of a report never move.
                      <tr key={place}>
                        <Cell className="font-mono text-xs">{offence.file}</Cell>
                        <Cell numeric>{offence.row ?? '–'}</Cell>
                        <Cell className="font-mono text-xs">{offence.column}</Cell>
                        <Cell className="font-mono text-xs">{offence.value ?? 'missing'}</Cell>
                      </tr>
                    ))}
                  </tbody>
                </Table>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
