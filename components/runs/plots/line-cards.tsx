'use client';

import { useCallback, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import type { Amounts } from '../../charts/run/amounts';
import { type ErrorMetric, errorMetrics, shortError, writtenError } from '../../charts/run/metric-words';
import { type ModelLine, modelLinesOption } from '../../charts/run/model-lines-option';
import { day, modelTitle } from '../../format';
import { Segmented } from '../../ui/segmented';
import { ModelToggles } from './model-toggles';
import { PlotCard } from './plot-card';
import type { PlotModels } from './use-plot-models';

interface CardProps {
  runId: string;
  amounts: Amounts;
  models: PlotModels;
}

type FoldMetric = 'rmse' | 'wape' | 'mae' | 'bias';

/** Errors at each backtest origin, a line for each model. */
export function FoldsCard({ runId, amounts, models }: CardProps) {
  const [metric, setMetric] = useState<FoldMetric>('rmse');
  return (
    <PlotCard
      runId={runId}
      plot="folds"
      title="Fold by fold"
      description="Errors at each backtest origin"
      actions={(data) => (
        <Segmented
          label="Metric"
          value={metric}
          onValueChange={(value) => setMetric(value as FoldMetric)}
          options={(['rmse', 'wape', 'mae', 'bias'] as const)
            .filter((name) => Object.values(data.models).some((model) => model[name]))
            .map((value) => ({ value, label: errorMetrics[value].label }))}
        />
      )}
    >
      {(data) => (
        <ModelLines
          models={models}
          valuesOf={(name) => data.models[name]?.[metric]}
          among={Object.keys(data.models)}
          labels={data.origins.map((origin) => day(origin))}
          axisName=""
          metric={metric}
          amounts={amounts}
          what={`${errorMetrics[metric].label} at ${data.origins.length} backtest origins`}
        />
      )}
    </PlotCard>
  );
}

/** Errors by steps ahead, on the test window. */
export function ErrorByStepCard({ runId, amounts, models }: CardProps) {
  const [metric, setMetric] = useState<'mae' | 'wape'>('wape');
  return (
    <PlotCard
      runId={runId}
      plot="error-by-step"
      title="Error by steps ahead"
      description="On the test window: how much further ahead costs"
      actions={() => (
        <Segmented
          label="Metric"
          value={metric}
          onValueChange={(value) => setMetric(value === 'mae' ? 'mae' : 'wape')}
          options={[
            { value: 'wape', label: 'WAPE' },
            { value: 'mae', label: 'MAE' },
          ]}
        />
      )}
    >
      {(data) => (
        <ModelLines
          models={models}
          valuesOf={(name) => data.models[name]?.[metric]}
          among={Object.keys(data.models)}
          labels={data.steps.map(String)}
          axisName="Steps ahead"
          metric={metric}
          amounts={amounts}
          what={`${errorMetrics[metric].label} for ${data.steps.length} steps ahead`}
        />
      )}
    </PlotCard>
  );
}

function ModelLines({
  models,
  valuesOf,
  among,
  labels,
  axisName,
  metric,
  amounts,
  what,
}: {
  models: PlotModels;
  valuesOf: (model: string) => (number | null)[] | undefined;
  among: string[];
  labels: string[];
  axisName: string;
  metric: ErrorMetric;
  amounts: Amounts;
  what: string;
}) {
  const lines: ModelLine[] = models.shown.flatMap((name) => {
    const values = valuesOf(name);
    return values ? [{ name: modelTitle(name), color: models.colorOf(name), values, dashed: name === 'seasonal-naive' }] : [];
  });
  // Lines are made anew at each render; what they are made of tells whether the chart must be.
  const key = JSON.stringify([lines, metric]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const option = useCallback(
    (colors: ChartColors, width: number) =>
      modelLinesOption(
        lines,
        {
          labels,
          name: axisName,
          exact: (value) => writtenError(metric, value, amounts),
          short: (value) => shortError(metric, value, amounts),
          fromZero: metric !== 'bias',
        },
        colors,
        width,
      ),
    [key, amounts],
  );
  return (
    <>
      <ModelToggles models={models} among={among} />
      <Chart option={option} label={`${what}, of ${lines.map(({ name }) => name).join(', ')}.`} className="h-72" />
    </>
  );
}

/** What came of all series together after a test origin, and what each model had said. */
export function TotalsCard({ runId, amounts, models }: CardProps) {
  const [origin, setOrigin] = useState('');
  return (
    <PlotCard
      wide
      runId={runId}
      plot="totals"
      title="What came, and what was said"
      description="All series together after each test origin"
      actions={(data) =>
        data.length > 1 &&
        data.length <= 6 && (
          <Segmented
            label="Origin"
            value={data.some((one) => one.origin === origin) ? origin : (data[0]?.origin ?? '')}
            onValueChange={setOrigin}
            options={data.map((one) => ({ value: one.origin, label: day(one.origin, 'short') }))}
          />
        )
      }
    >
      {(data) => <Totals total={data.find((one) => one.origin === origin) ?? data[0]} amounts={amounts} models={models} />}
    </PlotCard>
  );
}

function Totals({ total, amounts, models }: { total: PlotOf<'totals'>[number] | undefined; amounts: Amounts; models: PlotModels }) {
  const { shown, colorOf } = models;
  const option = useCallback(
    (colors: ChartColors, width: number) => {
      const said = shown.flatMap((name) => {
        const values = total?.models[name];
        return values ? [{ name: modelTitle(name), color: colorOf(name), values, dashed: name === 'seasonal-naive' }] : [];
      });
      const drawn = modelLinesOption(
        [{ name: 'Actual', color: 0, values: total?.actual ?? [] }, ...said],
        { labels: (total?.dates ?? []).map((date) => day(date, 'short')), name: '', exact: amounts.exact, short: amounts.short },
        // What came has the colour of history everywhere.
        colors,
        width,
      );
      const [actual] = drawn.series as { lineStyle: object; itemStyle: object; z: number }[];
      if (actual) Object.assign(actual, { lineStyle: { color: colors.history, width: 2.5 }, itemStyle: { color: colors.history }, z: 5 });
      return drawn;
    },
    [total, shown, colorOf, amounts],
  );
  if (!total) return null;
  return (
    <>
      <ModelToggles models={models} among={Object.keys(total.models)} />
      <Chart
        option={option}
        label={`Sales of all series together from ${day(total.dates[0] ?? total.origin)} to ${day(total.dates.at(-1) ?? total.origin)} beside forecasts from ${day(total.origin)}.`}
        className="h-80"
      />
    </>
  );
}
