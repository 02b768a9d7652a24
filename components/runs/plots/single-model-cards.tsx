'use client';

import { useCallback, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import type { Amounts } from '../../charts/run/amounts';
import { histogramOption, qqOption } from '../../charts/run/distribution-option';
import { predictionsOption } from '../../charts/run/predictions-option';
import { residualsOption } from '../../charts/run/residuals-option';
import { modelTitle } from '../../format';
import { Segmented } from '../../ui/segmented';
import { PlotCard } from './plot-card';

interface CardProps {
  runId: string;
  amounts: Amounts;
  model: string;
}

/** Forecasts of one model against what came. */
export function PredictionsCard({ runId, amounts, model }: CardProps) {
  const [scale, setScale] = useState('linear');
  return (
    <PlotCard
      runId={runId}
      plot="predictions"
      title="Predictions against actuals"
      description={`${modelTitle(model)} on the test window; on the line both are the same`}
      actions={() => (
        <Segmented
          label="Scale"
          value={scale}
          onValueChange={setScale}
          options={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
        />
      )}
    >
      {(data) => <Predictions data={data} model={model} log={scale === 'log'} amounts={amounts} />}
    </PlotCard>
  );
}

function Predictions({ data, model, log, amounts }: { data: PlotOf<'predictions'>; model: string; log: boolean; amounts: Amounts }) {
  const option = useCallback(
    (colors: ChartColors, width: number) => predictionsOption(data, model, { log }, amounts, colors, width),
    [data, model, log, amounts],
  );
  const shown = data.actual.length;
  return (
    <>
      <Chart
        option={option}
        label={`${shown} forecasts of ${modelTitle(model)} against what came, beside the line where both are the same.`}
        className="h-80"
      />
      {data.of > shown && (
        <p className="px-1 text-2xs text-muted">
          {shown.toLocaleString('en-US')} of {data.of.toLocaleString('en-US')} forecasts, chosen by chance
        </p>
      )}
    </>
  );
}

/** Errors of one model by date. */
export function ResidualsCard({ runId, amounts, model }: CardProps) {
  const [window, setWindow] = useState<'selection' | 'test'>('test');
  return (
    <PlotCard
      runId={runId}
      plot="residuals-over-time"
      title="Residuals over time"
      description={`Actual less forecast of ${modelTitle(model)}: the middle 80% of series, median and mean (dashed)`}
      actions={() => (
        <Segmented
          label="Window"
          value={window}
          onValueChange={(value) => setWindow(value === 'selection' ? 'selection' : 'test')}
          options={[
            { value: 'test', label: 'Test' },
            { value: 'selection', label: 'Backtest' },
          ]}
        />
      )}
    >
      {(data) => <Residuals data={data} model={model} window={window} amounts={amounts} />}
    </PlotCard>
  );
}

function Residuals({
  data,
  model,
  window,
  amounts,
}: {
  data: PlotOf<'residuals-over-time'>;
  model: string;
  window: 'selection' | 'test';
  amounts: Amounts;
}) {
  const option = useCallback(
    (colors: ChartColors, width: number) => residualsOption(data, model, window, amounts, colors, width),
    [data, model, window, amounts],
  );
  return (
    <Chart
      option={option}
      label={`Errors of ${modelTitle(model)} by date: their mean, their median and the middle 80% of series.`}
      className="h-80"
    />
  );
}

/** How one model's errors are distributed. */
export function DistributionCard({ runId, amounts, model }: CardProps) {
  return (
    <PlotCard
      runId={runId}
      plot="error-distribution"
      title="Error distribution"
      description={`${modelTitle(model)} on the test window, and the normal curve of the same mean and deviation`}
    >
      {(data) => <Histogram data={data} model={model} amounts={amounts} />}
    </PlotCard>
  );
}

function Histogram({ data, model, amounts }: { data: PlotOf<'error-distribution'>; model: string; amounts: Amounts }) {
  const own = data.models[model];
  const option = useCallback(
    (colors: ChartColors, width: number) => (own ? histogramOption(own, amounts, colors, width) : {}),
    [own, amounts],
  );
  if (!own) return null;
  return (
    <>
      <Chart
        option={option}
        label={`Histogram of ${own.count} errors of ${modelTitle(model)}: mean ${amounts.exact(own.mean)}, standard deviation ${amounts.exact(own.deviation)}.`}
        className="h-72"
      />
      <p className="px-1 text-2xs text-muted">
        Mean {amounts.exact(own.mean)} · standard deviation {amounts.exact(own.deviation)} · {own.below} below and {own.above} above what is
        shown
      </p>
    </>
  );
}

/** One model's errors against a normal. */
export function QqCard({ runId, amounts, model }: CardProps) {
  return (
    <PlotCard
      runId={runId}
      plot="error-distribution"
      title="Q-Q"
      description={`Quantiles of ${modelTitle(model)}'s errors against a normal: off the line at the ends means heavy tails`}
    >
      {(data) => <Quantiles data={data} model={model} amounts={amounts} />}
    </PlotCard>
  );
}

function Quantiles({ data, model, amounts }: { data: PlotOf<'error-distribution'>; model: string; amounts: Amounts }) {
  const own = data.models[model];
  const option = useCallback(
    (colors: ChartColors, width: number) => (own ? qqOption(own, data.probabilities, amounts, colors, width) : {}),
    [own, data, amounts],
  );
  return own ? (
    <Chart option={option} label={`Quantiles of ${modelTitle(model)}'s errors against those of a normal distribution.`} className="h-72" />
  ) : null;
}
