'use client';

import { useCallback, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import type { Amounts } from '../../charts/run/amounts';
import { comparisonOption, rankedModels } from '../../charts/run/comparison-option';
import { type ErrorMetric, errorMetrics, writtenError } from '../../charts/run/metric-words';
import { modelTitle } from '../../format';
import { Select } from '../../ui/select';
import { PlotCard } from './plot-card';

const options = Object.entries(errorMetrics).map(([value, { label }]) => ({ value, label }));

/** Every model's figure beside the others', on both windows. */
export function ComparisonCard({ runId, amounts }: { runId: string; amounts: Amounts }) {
  const [metric, setMetric] = useState<ErrorMetric>('rmse');
  return (
    <PlotCard
      wide
      runId={runId}
      plot="comparison"
      title="Models compared"
      description={`${errorMetrics[metric].help}. Solid: backtest, by which the best (★) is chosen; faint: test, scored once.`}
      actions={() => (
        <Select
          aria-label="Metric"
          className="w-28"
          value={metric}
          onValueChange={(value) => setMetric(value as ErrorMetric)}
          options={options}
        />
      )}
    >
      {(data) => <Comparison data={data} metric={metric} amounts={amounts} />}
    </PlotCard>
  );
}

function Comparison({ data, metric, amounts }: { data: PlotOf<'comparison'>; metric: ErrorMetric; amounts: Amounts }) {
  const option = useCallback(
    (colors: ChartColors, width: number) => comparisonOption(data, metric, amounts, colors, width),
    [data, metric, amounts],
  );
  const ranked = rankedModels(data, metric);
  const [first] = ranked;
  const label = `${errorMetrics[metric].label} of ${ranked.length} models; ${modelTitle(first ?? '')} has the best backtest with ${writtenError(metric, data.models[first ?? '']?.backtest[metric], amounts)}.`;
  return (
    <div style={{ height: 44 + ranked.length * 30 }}>
      <Chart option={option} label={label} className="h-full" />
    </div>
  );
}
