'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ValidationReport } from '@/lib/pipeline-runs/history-schema';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { fetchValidation } from '../../api/pipeline-runs';
import { count, words } from '../../format';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';

type Check = ValidationReport['checks'][number];
const shownPlaces = 8;

function CheckIcon({ passed, severity }: Check) {
  if (passed) return <CircleCheck role="img" aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-success" />;
  if (severity === 'error') return <CircleX role="img" aria-label="Failed" className="mt-0.5 size-4 shrink-0 text-danger" />;
  return <TriangleAlert role="img" aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warning" />;
}

function CheckLine({ check }: { check: Check }) {
  const { name, passed, message, offences } = check;
  return (
    <li className="flex gap-2.5 px-4 py-2 text-sm">
      <CheckIcon {...check} />
      <div className="min-w-0">
        <p className="font-medium">{words(name)}</p>
        {!passed && <p className="text-xs wrap-anywhere text-muted">{message}</p>}
        {offences.length > 0 && (
          <details className="mt-1 text-xs text-muted">
            <summary className="cursor-pointer rounded-sm py-1 hover:text-ink">Where</summary>
            <ul className="space-y-0.5">
              {offences.slice(0, shownPlaces).map(({ file, row, column, value }) => (
                <li key={`${file}:${row}:${column}:${value}`} className="font-mono wrap-anywhere">
                  {[file, row === null ? '' : `row ${row}`, column].filter(Boolean).join(', ')}
                  {value !== null && `: ${value}`}
                </li>
              ))}
              {offences.length > shownPlaces && <li>and more</li>}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

/** What the checks of the run found in its data; those at fault first. */
export function ValidationCard({ run }: { run: PipelineRun }) {
  const step = run.steps.find(({ name }) => name === 'validate');
  const ended = step?.status === 'succeeded' || step?.status === 'failed';
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: ['pipeline-run', run.id, 'validation', step?.status, step?.attempt],
    queryFn: ({ signal }) => fetchValidation(run.id, signal),
    enabled: ended,
  });
  const report = query.data?.report;
  if (!ended || report === null) return null;
  const faults = report?.checks.filter(({ passed }) => !passed) ?? [];
  const shown = report ? (all ? [...faults, ...report.checks.filter(({ passed }) => passed)] : faults) : [];
  return (
    <Card aria-labelledby="validation-title">
      <CardHeader
        id="validation-title"
        title="Validation"
        description={
          report &&
          `${count(report.checks.length - faults.length, 'check')} of ${report.checks.length} passed · ${report.rows.toLocaleString('en-US')} rows of version ${report.datasetVersion}`
        }
        actions={
          report && (
            <Button size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? 'Only faults' : 'All checks'}
            </Button>
          )
        }
      />
      {query.isPending && (
        <div className="space-y-2 px-4 pb-4">
          <Skeleton className="h-5" />
          <Skeleton className="h-5 w-2/3" />
        </div>
      )}
      {query.isError && (
        <div className="px-4 pb-4">
          <QueryError compact error={query.error} retrying={query.isFetching} onRetry={() => query.refetch()} />
        </div>
      )}
      {shown.length > 0 ? (
        <ul className="divide-y border-t">
          {shown.map((check) => (
            <CheckLine key={check.name} check={check} />
          ))}
        </ul>
      ) : (
        report && (
          <p className="flex items-center gap-2 border-t px-4 py-3 text-sm text-muted">
            <CircleCheck aria-hidden className="size-4 text-success" />
            Nothing is wrong with the data.
          </p>
        )
      )}
    </Card>
  );
}
