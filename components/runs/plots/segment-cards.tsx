'use client';

import { useCallback, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { Legend } from '../../charts/legend';
import type { Amounts } from '../../charts/run/amounts';
import { errorMapOption } from '../../charts/run/error-map-option';
import { type ErrorMetric, errorMetrics, shortError, writtenError } from '../../charts/run/metric-words';
import { type SegmentBars, segmentsHeight, segmentsOption } from '../../charts/run/segments-option';
import { modelTitle, words } from '../../format';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { PlotCard } from './plot-card';
import type { PlotModels } from './use-plot-models';

type SegmentMetric = 'wape' | 'rmse' | 'bias' | 'mase';

/** What cuts are called. */
const cutTitles: Record<string, string> = {
  horizon: 'Steps ahead',
  weekday: 'Weekday',
  month: 'Month',
  volume: 'Volume',
  demand: 'Kind of demand',
};

function cutTitle(by: string): string {
  return cutTitles[by] ?? words(by);
}

/** A level's keys in words; one of none is all together. */
function levelTitle(level: string): string {
  return level.split('+').map(words).join(' + ');
}

/** Errors of the chosen model by store, weekday, month, or whatever the data can be cut by, beside the seasonal naive's. */
export function SegmentsCard({ runId, amounts, models }: { runId: string; amounts: Amounts; models: PlotModels }) {
  const [chosen, setChosen] = useState({ level: '', by: '', metric: 'wape' as SegmentMetric });
  const pick = (data: PlotOf<'segments'>) => {
    const level = data.levels.find((one) => one.level === chosen.level) ?? data.levels[0];
    const keyFirst = level?.cuts.find(({ by }) => !(by in cutTitles)) ?? level?.cuts[0];
    return { level, cut: level?.cuts.find(({ by }) => by === chosen.by) ?? keyFirst };
  };
  return (
    <PlotCard
      wide
      runId={runId}
      plot="segments"
      title="Where it errs"
      description={`${modelTitle(models.model)} on the test window beside the seasonal naive, by each way to cut it`}
      actions={(data) => {
        const { level, cut } = pick(data);
        return (
          <>
            {data.levels.length > 1 && (
              <Select
                aria-label="Level"
                className="w-36"
                value={level?.level ?? ''}
                onValueChange={(value) => setChosen({ ...chosen, level: value })}
                options={data.levels.map((one) => ({ value: one.level, label: levelTitle(one.level) }))}
              />
            )}
            <Select
              aria-label="Cut by"
              className="w-36"
              value={cut?.by ?? ''}
              onValueChange={(by) => setChosen({ ...chosen, by })}
              options={(level?.cuts ?? []).map(({ by }) => ({ value: by, label: cutTitle(by) }))}
            />
            <Select
              aria-label="Metric"
              className="w-24"
              value={chosen.metric}
              onValueChange={(metric) => setChosen({ ...chosen, metric: metric as SegmentMetric })}
              options={(['wape', 'rmse', 'bias', 'mase'] as const).map((value) => ({ value, label: errorMetrics[value].label }))}
            />
          </>
        );
      }}
    >
      {(data) => {
        const { cut } = pick(data);
        return cut ? <Segments cut={cut} metric={chosen.metric} amounts={amounts} models={models} /> : null;
      }}
    </PlotCard>
  );
}

function Segments({
  cut,
  metric,
  amounts,
  models,
}: {
  cut: PlotOf<'segments'>['levels'][number]['cuts'][number];
  metric: SegmentMetric;
  amounts: Amounts;
  models: PlotModels;
}) {
  const { model, colorOf } = models;
  const names = [...new Set([model, 'seasonal-naive'])].filter((name) => cut.models[name]);
  const bars: SegmentBars = {
    labels: cut.labels,
    models: names.map((name) => ({ name: modelTitle(name), color: colorOf(name), values: cut.models[name]?.[metric] ?? [] })),
    exact: (value) => writtenError(metric as ErrorMetric, value, amounts),
    short: (value) => shortError(metric as ErrorMetric, value, amounts),
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bars are made of these.
  const option = useCallback(
    (colors: ChartColors, width: number) => segmentsOption(bars, colors, width),
    [cut, metric, amounts, model, colorOf],
  );
  return (
    <>
      <Legend items={bars.models.map(({ name, color }) => ({ name, color }))} className="px-1" />
      <div style={{ height: segmentsHeight(bars) }}>
        <Chart
          option={option}
          label={`${errorMetrics[metric].label} of ${names.map(modelTitle).join(' and ')} by ${cutTitle(cut.by).toLowerCase()}.`}
          className="h-full"
        />
      </div>
    </>
  );
}

/** The best model's errors by two ways to cut at once. */
export function ErrorMapCard({ runId }: { runId: string }) {
  const [chosen, setChosen] = useState(0);
  const [figure, setFigure] = useState<'wape' | 'bias'>('wape');
  return (
    <PlotCard
      wide
      runId={runId}
      plot="error-map"
      title="Error map"
      description={
        figure === 'wape' ? 'WAPE in percent, on the test window' : 'Forecast less sales in percent of sales, on the test window'
      }
      actions={(data) => (
        <>
          {data.maps.length > 1 && (
            <Select
              aria-label="Map"
              className="w-48"
              value={String(Math.min(chosen, data.maps.length - 1))}
              onValueChange={(value) => setChosen(Number(value))}
              options={data.maps.map(({ rows, columns }, at) => ({
                value: String(at),
                label: `${words(rows.name)} by ${cutTitle(columns.name).toLowerCase()}`,
              }))}
            />
          )}
          <Segmented
            label="Figure"
            value={figure}
            onValueChange={(value) => setFigure(value === 'bias' ? 'bias' : 'wape')}
            options={[
              { value: 'wape', label: 'WAPE' },
              { value: 'bias', label: 'Bias' },
            ]}
          />
        </>
      )}
    >
      {(data) => {
        const map = data.maps[Math.min(chosen, data.maps.length - 1)];
        return map ? (
          <ErrorMap map={map} model={data.model} figure={figure} />
        ) : (
          <p className="py-10 text-center text-sm text-muted">The data have no key of 2 to 60 values to cut by.</p>
        );
      }}
    </PlotCard>
  );
}

function ErrorMap({ map, model, figure }: { map: PlotOf<'error-map'>['maps'][number]; model: string; figure: 'wape' | 'bias' }) {
  const option = useCallback((colors: ChartColors, width: number) => errorMapOption(map, figure, colors, width), [map, figure]);
  return (
    <div style={{ height: 96 + map.rows.labels.length * (map.rows.labels.length > 20 ? 17 : 26) }}>
      <Chart
        option={option}
        label={`${errorMetrics[figure].label} of ${modelTitle(model)} by ${words(map.rows.name).toLowerCase()} and ${cutTitle(map.columns.name).toLowerCase()}.`}
        className="h-full"
      />
    </div>
  );
}
