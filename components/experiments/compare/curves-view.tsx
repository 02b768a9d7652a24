'use client';

import { useQueries } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import type { MetricLine } from '@/lib/tracking/schema';
import { fetchMetricLine } from '../../api/tracked-run';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { type Curve, curveOption } from '../../charts/curve-option';
import { useCurveLook } from '../../charts/use-curve-look';
import { count, duration, figure } from '../../format';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { type ComparedRun, dashOf } from './compared';

/** As many points as a wide chart has pixels to tell apart. */
const points = 600;
const refreshMs = 4000;
const ways = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Since start' },
  { value: 'time', label: 'Time' },
];
type Way = 'step' | 'relative' | 'time';

/** One metric of every run over its history. */
export function CurvesView({ runs, lineKeys, running }: { runs: ComparedRun[]; lineKeys: string[]; running: string[] }) {
  const first = lineKeys.find((key) => /valid|val_|val\/|test/i.test(key)) ?? lineKeys[0] ?? '';
  const [asked, setKey] = useUrlSetting('curve', first);
  const [way, setWay] = useUrlSetting('over', 'step');
  const key = lineKeys.includes(asked) ? asked : first;
  const { log, smoothing, controls } = useCurveLook();
  const over: Way = way === 'relative' || way === 'time' ? way : 'step';
  const lines = useQueries({
    queries: runs.map(({ id }) => ({
      queryKey: ['metric-line', id, key],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchMetricLine(id, key, points, signal),
      enabled: key !== '',
      refetchInterval: running.includes(id) ? refreshMs : (false as const),
    })),
    combine: (results) => ({
      data: results.map((result) => result.data),
      error: results.find((result) => result.isError && !result.data)?.error,
      pending: results.some((result) => result.isPending),
      fetching: results.some((result) => result.isFetching),
      retry: () => {
        for (const result of results) if (result.isError) void result.refetch();
      },
    }),
  });
  if (key === '') {
    return (
      <Card>
        <Message icon={ChartLine} title="No curve">
          None of these runs logged a metric more than once.
        </Message>
      </Card>
    );
  }
  return (
    <Card aria-label="Curves">
      <CardHeader
        title="Curves"
        description={lines.pending ? undefined : told(lines.data, runs.length)}
        actions={
          <>
            <Select
              aria-label="Metric"
              className="w-56 max-w-full"
              value={key}
              onValueChange={setKey}
              options={lineKeys.slice(0, 200).map((one) => ({ value: one, label: one }))}
            />
            <Segmented label="Over" value={over} onValueChange={setWay} options={ways} />
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 pb-3">{controls}</div>
      <div className="px-3 pb-3">
        {lines.error ? (
          <QueryError error={lines.error} retrying={lines.fetching} onRetry={lines.retry} title="The curves could not be read" />
        ) : lines.pending ? (
          <Skeleton className="h-96" />
        ) : (
          <Overlay runs={runs} lines={lines.data as MetricLine[]} name={key} over={over} log={log} smoothing={smoothing} />
        )}
      </div>
    </Card>
  );
}

interface OverlayProps {
  runs: ComparedRun[];
  lines: MetricLine[];
  name: string;
  over: Way;
  log: boolean;
  smoothing: number;
}

function Overlay({ runs, lines, name, over, log, smoothing }: OverlayProps) {
  const curves = useMemo(
    () =>
      runs.flatMap(({ name: run, place }): Curve[] => {
        const items = lines[place]?.items ?? [];
        if (items.length === 0) return [];
        const times = items.map(({ timestamp }) => Date.parse(timestamp));
        const start = Math.min(...times);
        const x = (at: number) =>
          over === 'step' ? (items[at]?.step ?? 0) : over === 'time' ? (times[at] ?? 0) : (times[at] ?? 0) - start;
        const placed = items.map(({ value }, at) => ({ x: x(at), y: value }));
        // Steps are in order; times need not be.
        return [{ name: run, color: place, dash: dashOf(place), points: over === 'step' ? placed : placed.sort((a, b) => a.x - b.x) }];
      }),
    [runs, lines, over],
  );
  const few = curves.every((curve) => curve.points.length <= 30);
  const option = useCallback(
    (colors: ChartColors, width: number) =>
      curveOption(
        curves,
        {
          ...{ log, smoothing, byTime: over === 'time', marks: few, xName: { step: 'Step', time: 'Time', relative: 'Since start' }[over] },
          ...(over === 'relative' && { xWritten: duration }),
        },
        colors,
        width,
      ),
    [curves, log, smoothing, over, few],
  );
  if (curves.length === 0) {
    return (
      <Message icon={ChartLine} title="Nothing to draw">
        None of these runs has a number of {name}.
      </Message>
    );
  }
  const words = curves.map(({ name: run, points: own }) => `${run} from ${figure(own[0]?.y)} to ${figure(own.at(-1)?.y)}`);
  return <Chart option={option} className="h-96" label={`${name} of ${count(curves.length, 'run')}: ${words.join('; ')}.`} />;
}

function told(lines: (MetricLine | undefined)[], runs: number): string {
  const without = lines.filter((line) => line?.items.length === 0).length;
  const sampled = lines.reduce((sum, line) => sum + (line?.sampledFrom ?? 0), 0);
  const parts = [
    without > 0 && `${without} of ${runs} runs did not log it`,
    sampled > 0 && `drawn from ${sampled.toLocaleString('en-US')} points, peaks kept`,
  ];
  return parts.filter(Boolean).join(' · ') || `${count(runs, 'run')}`;
}
