'use client';

import { useQueries } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { fetchMetricLine } from '../../api/tracked-run';
import { boxOption } from '../../charts/box-option';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { rankedBarsOption } from '../../charts/ranked-bars-option';
import { figure } from '../../format';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { bestOf, type ComparedRun, type Dimension, direction, tellingMetrics } from './compared';
import { DimensionPicker } from './dimension-picker';

const points = 300;
const lineHeight = 34;
const chartHeight = (lines: number) => ({ height: 56 + Math.max(3, lines) * lineHeight });

/** One figure of every run in bars, the best first; and how what was logged many times spreads, such as the errors of the folds. */
export function ModelsView({ runs, all, lineKeys }: { runs: ComparedRun[]; all: Dimension[]; lineKeys: string[] }) {
  const metrics = useMemo(() => all.filter(({ kind }) => kind === 'metrics'), [all]);
  const [id, setId] = useUrlSetting('metric', tellingMetrics(all, 1)[0]?.id ?? '');
  const metric = metrics.find((one) => one.id === id) ?? metrics[0];
  const bars = useMemo(() => {
    if (!metric) return [];
    const values = metric.values as (number | null)[];
    const best = bestOf(metric.key, values);
    const way = direction(metric.key);
    const worth = (value: number | null) =>
      value === null ? Number.POSITIVE_INFINITY : way === 'high' ? -value : way === 'zero' ? Math.abs(value) : value;
    return runs
      .map(({ name, place }) => ({ name, color: place, value: values[place] ?? null, best: best.includes(place) }))
      .sort((a, b) => worth(a.value) - worth(b.value) || 0);
  }, [runs, metric]);
  const option = useCallback(
    (colors: ChartColors, width: number) => rankedBarsOption(bars, metric?.key ?? '', colors, width),
    [bars, metric],
  );
  if (!metric) {
    return (
      <Card>
        <Message icon={ChartNoAxesColumn} title="No metrics">
          None of these runs has logged any.
        </Message>
      </Card>
    );
  }
  const [best] = bars;
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      <Card aria-label="Metric by run">
        <CardHeader
          title="Metric by run"
          description={best?.best ? `${best.name} is best with ${figure(best.value)}` : undefined}
          actions={<DimensionPicker label="Metric" value={metric} options={metrics} onChange={setId} />}
        />
        <div className="px-3 pb-3" style={chartHeight(bars.length)}>
          <Chart
            option={option}
            className="size-full"
            label={`${metric.key} by run: ${bars.map(({ name, value }) => `${name} ${figure(value)}`).join('; ')}.`}
          />
        </div>
      </Card>
      {lineKeys.length > 0 && <Spread runs={runs} lineKeys={lineKeys} />}
    </div>
  );
}

function Spread({ runs, lineKeys }: { runs: ComparedRun[]; lineKeys: string[] }) {
  const first = lineKeys.find((key) => /^fold_rmse$/.test(key)) ?? lineKeys.find((key) => /fold/.test(key)) ?? lineKeys[0] ?? '';
  const [asked, setKey] = useUrlSetting('spread', first);
  const key = lineKeys.includes(asked) ? asked : first;
  const lines = useQueries({
    queries: runs.map(({ id }) => ({
      queryKey: ['metric-line', id, key, points],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchMetricLine(id, key, points, signal),
    })),
    combine: (results) => ({
      data: results.every((result) => result.data) ? results.map((result) => result.data?.items ?? []) : undefined,
      error: results.find((result) => result.isError && !result.data)?.error,
      fetching: results.some((result) => result.isFetching),
      retry: () => {
        for (const result of results) if (result.isError) void result.refetch();
      },
    }),
  });
  const boxes = useMemo(
    () =>
      runs.flatMap(({ name, place }) => {
        const values = (lines.data?.[place] ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
        return values.length > 0 ? [{ name, color: place, values }] : [];
      }),
    [runs, lines.data],
  );
  const option = useCallback((colors: ChartColors, width: number) => boxOption(boxes, key, colors, width), [boxes, key]);
  return (
    <Card aria-label="Spread">
      <CardHeader
        title="Spread"
        description="Of every value logged: the middle half, the median, the ends"
        actions={
          <Select
            aria-label="Spread of"
            className="w-56 max-w-full"
            value={key}
            onValueChange={setKey}
            options={lineKeys.slice(0, 200).map((one) => ({ value: one, label: one }))}
          />
        }
      />
      <div className="px-3 pb-3" style={chartHeight(boxes.length || runs.length)}>
        {lines.error ? (
          <QueryError error={lines.error} retrying={lines.fetching} onRetry={lines.retry} title="The values could not be read" />
        ) : !lines.data ? (
          <Skeleton className="size-full" />
        ) : boxes.length === 0 ? (
          <p className="grid h-full place-items-center text-sm text-muted">None of these runs has logged {key}.</p>
        ) : (
          <Chart option={option} className="size-full" label={`How ${key} spreads in ${boxes.map(({ name }) => name).join(', ')}.`} />
        )}
      </div>
    </Card>
  );
}
