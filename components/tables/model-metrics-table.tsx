'use client';

import clsx from 'clsx';
import { Trophy } from 'lucide-react';
import { useState } from 'react';
import { figure, modelTitle, money, percent } from '../format';
import { Segmented } from '../ui/segmented';
import { bestBy, type MetricColumn, type ModelMetrics, metricColumns } from './model-metrics';
import { Cell, HeadCell, Table } from './table';

const windows = [
  { value: 'backtest', label: 'Backtest' },
  { value: 'test', label: 'Test' },
];

const explained = {
  backtest: 'Rolling-origin backtest before the test window: the best model is chosen here.',
  test: 'The last part of the time span, scored once and never chosen by.',
};

function written(value: number | null | undefined, { kind }: MetricColumn, currency: string): string {
  if (kind === 'money') return money(value, currency);
  if (kind === 'percent') return percent(typeof value === 'number' ? value / 100 : value);
  return figure(value);
}

/** Every model's figures, on the backtest or on the test window; the best of each column is marked. */
export function ModelMetricsTable({ rows, bestModel, currency }: { rows: ModelMetrics[]; bestModel: string | null; currency: string }) {
  const [window, setWindow] = useState<'backtest' | 'test'>('backtest');
  const columns = metricColumns.filter((column) => rows.some((row) => typeof row[window][column.key] === 'number'));
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pb-3">
        <p className="text-xs text-muted">{explained[window]}</p>
        <Segmented
          label="Window"
          value={window}
          onValueChange={(value) => setWindow(value === 'test' ? 'test' : 'backtest')}
          options={windows}
        />
      </div>
      <Table label="Figures by model" className="border-t">
        <thead>
          <tr>
            <HeadCell>Model</HeadCell>
            {columns.map((column) => (
              <HeadCell key={column.key} numeric title={column.help}>
                {column.label}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.model}>
              <Cell className="font-medium">
                <span className="inline-flex items-center gap-1.5">
                  {modelTitle(row.model)}
                  {row.model === bestModel && <Trophy role="img" aria-label="best by backtest" className="size-3.5 text-accent-ink" />}
                </span>
              </Cell>
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  numeric
                  className={clsx(bestBy(rows, window, column) === row.model ? 'font-semibold text-accent-ink' : 'text-muted')}
                >
                  {written(row[window][column.key], column, currency)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
