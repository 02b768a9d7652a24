'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, ChartSpline, FlaskConical, FolderOpen, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import type { TrackedRun } from '@/lib/tracking/schema';
import { fetchRunsOfPipeline } from '../../api/tracked-run';
import { count, modelTitle } from '../../format';
import { modelHref } from '../../models/model-names';
import { Card, CardHeader } from '../../ui/card';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';

function Output({ icon: Icon, href, children, detail }: { icon: LucideIcon; href: string; children: ReactNode; detail?: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        className="flex items-center gap-2.5 px-4 py-2 text-sm transition-colors hover:bg-raised focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-faint" />
        <span className="min-w-0 flex-1 font-medium wrap-anywhere">{children}</span>
        {detail && <span className="shrink-0 text-xs text-muted tabular">{detail}</span>}
      </Link>
    </li>
  );
}

/** The forecaster first, then members by name; trials of a search are counted only. */
function inOrder(runs: TrackedRun[]): { shown: TrackedRun[]; trials: number } {
  const top = runs.filter(({ parentRunId }) => parentRunId === null);
  const members = runs.filter(({ parentRunId }) => top.some(({ id }) => id === parentRunId));
  members.sort((a, b) => a.name.localeCompare(b.name));
  return { shown: [...top, ...members], trials: runs.length - top.length - members.length };
}

/** Where what a run made can be looked at: its forecast, its model version, what it logged, its files. */
export function OutputsCard({ run }: { run: PipelineRun }) {
  const done = run.steps.filter(({ status }) => status === 'succeeded').length;
  const query = useQuery({
    queryKey: ['pipeline-run', run.id, 'tracked-runs', done],
    queryFn: ({ signal }) => fetchRunsOfPipeline(run.id, signal),
    placeholderData: (before) => before,
  });
  const { shown, trials } = inOrder(query.data ?? []);
  const [forecaster] = shown;
  const { result } = run;
  const nothing = query.isSuccess && shown.length === 0 && !result?.forecastId;
  return (
    <Card aria-labelledby="outputs-title" className="overflow-hidden">
      <CardHeader
        id="outputs-title"
        title="What it made"
        description={
          nothing ? 'Nothing yet: models and figures appear as steps end.' : trials > 0 ? `and ${count(trials, 'trial')}` : undefined
        }
      />
      {query.isPending && (
        <div className="space-y-2 px-4 pb-4">
          <Skeleton className="h-6" />
          <Skeleton className="h-6" />
        </div>
      )}
      {query.isError && (
        <div className="px-4 pb-4">
          <QueryError compact error={query.error} retrying={query.isFetching} onRetry={() => query.refetch()} />
        </div>
      )}
      {!nothing && query.isSuccess && (
        <ul className="divide-y border-t">
          {result?.forecastId && (
            <Output icon={ChartSpline} href={`/forecasts?${new URLSearchParams({ dataset: run.dataset, level: run.parameters.level })}`}>
              Forecast
            </Output>
          )}
          {result?.registered && (
            <Output
              icon={Boxes}
              href={modelHref(result.registered.modelName, result.registered.modelVersion)}
              detail={`version ${result.registered.modelVersion}`}
            >
              {result.registered.modelName}
            </Output>
          )}
          {forecaster && (
            <Output icon={FolderOpen} href={`/experiments/runs/${forecaster.id}?tab=files`}>
              Files
            </Output>
          )}
          {shown.map(({ id, name, parentRunId }) => (
            <Output key={id} icon={FlaskConical} href={`/experiments/runs/${id}`} detail={parentRunId === null ? undefined : 'model'}>
              {modelTitle(name)}
            </Output>
          ))}
        </ul>
      )}
    </Card>
  );
}
