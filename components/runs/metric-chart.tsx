'use client';

import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { MetricLine } from '@/lib/tracking/schema';
import { fetchMetricLine } from '../api/tracked-run';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { type Curve, curveOption } from '../charts/curve-option';
import { Legend } from '../charts/legend';
import { figure } from '../format';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import type { MetricGroup } from './metric-groups';

/** As many points as a wide chart has pixels to tell apart. */
const points = 600;
const refreshMs = 4000;

/** The curves of one group of metrics. */
export function MetricChart({
  runId,
  group,
  log,
  smoothing,
  running,
}: {
  runId: string;
  group: MetricGroup;
  log: boolean;
  smoothing: number;
  running: boolean;
}) {
  const queries = useQueries({
    queries: group.keys.map((key) => ({
      queryKey: ['metric-line', runId, key],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchMetricLine(runId, key, points, signal),
      refetchInterval: running ? refreshMs : (false as const),
    })),
  });
  const failed = queries.find((query) => query.isError && query.data === undefined);
  const lines = queries.map((query) => query.data);
  const ready = lines.every((line) => line !== undefined);
  return (
    <Card aria-label={group.title}>
      <CardHeader title={group.title} description={ready ? about(lines as MetricLine[]) : undefined} />
      <div className="px-3 pb-3">
        {failed ? (
          <QueryError
            error={failed.error}
            retrying={queries.some((query) => query.isFetching)}
            onRetry={() => {
              for (const query of queries) if (query.isError) void query.refetch();
            }}
          />
        ) : ready ? (
          <Curves group={group} lines={lines as MetricLine[]} log={log} smoothing={smoothing} />
        ) : (
          <Skeleton className="h-64" />
        )}
      </div>
    </Card>
  );
}

function Curves({ group, lines, log, smoothing }: { group: MetricGroup; lines: MetricLine[]; log: boolean; smoothing: number }) {
  const byTime = lines.every(({ items }) => items.every(({ step }) => step === items[0]?.step));
  const curves = useMemo(
    () =>
      lines.map(
        ({ items }, color): Curve => ({
          name: group.keys[color] ?? '',
          color,
          points: items.map(({ step, timestamp, value }) => ({ x: byTime ? Date.parse(timestamp) : step, y: value })),
        }),
      ),
    [lines, group, byTime],
  );
  const folds = group.kind === 'folds';
  const option = useCallback(
    (colors: ChartColors, width: number) =>
      curveOption(
        curves,
        // A handful of origins is no curve to smooth.
        { log, smoothing: folds ? 0 : smoothing, byTime, marks: folds, xName: byTime ? 'Time' : folds ? 'Origin' : 'Step' },
        colors,
        width,
      ),
    [curves, log, smoothing, folds, byTime],
  );
  return (
    <>
      {curves.length > 1 && <Legend items={curves.map(({ name, color }) => ({ name, color }))} className="px-1" />}
      <Chart option={option} label={inWords(curves)} className="h-64" />
    </>
  );
}

function about(lines: MetricLine[]): string | undefined {
  const sampled = lines.reduce((sum, line) => sum + (line.sampledFrom ?? 0), 0);
  const notNumbers = lines.reduce((sum, line) => sum + (line.notNumbers ?? 0), 0);
  const parts = [
    sampled > 0 && `Drawn from ${sampled.toLocaleString('en-US')} points, peaks kept`,
    notNumbers > 0 && `${notNumbers.toLocaleString('en-US')} not a number, left out`,
  ];
  return parts.filter(Boolean).join(' · ') || undefined;
}

function inWords(curves: Curve[]): string {
  const told = curves.map(({ name, points: own }) => `${name} from ${figure(own[0]?.y)} to ${figure(own.at(-1)?.y)}`);
  return `Lines of ${told.join('; ')}.`;
}
