'use client';

import { ChartScatter } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { scatterOption } from '../../charts/scatter-option';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { type ComparedRun, type Dimension, tellingMetrics, tells } from './compared';
import { DimensionPicker } from './dimension-picker';

/** Runs by any parameter or metric against any metric. */
export function ScatterView({ runs, all }: { runs: ComparedRun[]; all: Dimension[] }) {
  const metrics = useMemo(() => all.filter(({ kind }) => kind === 'metrics'), [all]);
  const [first, second] = tellingMetrics(all, 2);
  const param = all.find((one) => one.kind === 'params' && one.numeric && tells(one));
  const [xId, setX] = useUrlSetting('x', (param ?? second ?? all[0])?.id ?? '');
  const [yId, setY] = useUrlSetting('y', first?.id ?? '');
  const x = all.find(({ id }) => id === xId) ?? all[0];
  const y = metrics.find(({ id }) => id === yId) ?? metrics[0];
  const points = useMemo(
    () =>
      runs.map(({ name, place }) => ({ name, color: place, x: x?.values[place] ?? null, y: (y?.values[place] ?? null) as number | null })),
    [runs, x, y],
  );
  const option = useCallback(
    (colors: ChartColors, width: number) => scatterOption(points, { x: x?.key ?? '', y: y?.key ?? '' }, x?.numeric ?? true, colors, width),
    [points, x, y],
  );
  const placed = points.filter((point) => point.x !== null && point.y !== null).length;
  return (
    <Card aria-label="Scatter">
      <CardHeader
        title="Scatter"
        description={placed < runs.length ? `${runs.length - placed} of the runs lack one of the two` : undefined}
        actions={
          <>
            <DimensionPicker label="Across" value={x} options={all} onChange={setX} />
            <DimensionPicker label="Up" value={y} options={metrics} onChange={setY} />
          </>
        }
      />
      {!x || !y || placed === 0 ? (
        <Message icon={ChartScatter} title="Nothing to draw">
          No run has both of them. Choose others.
        </Message>
      ) : (
        <div className="px-3 pb-3">
          <Chart
            option={option}
            className="h-104"
            label={`${placed} runs by ${x.key} and ${y.key}. The tables under Figures have every value.`}
          />
        </div>
      )}
    </Card>
  );
}
