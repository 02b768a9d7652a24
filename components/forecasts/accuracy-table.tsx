'use client';

import { useState } from 'react';
import type { AccuracyByStep } from '@/lib/series-forecasts/schema';
import type { Frequency } from '../charts/forecast-series';
import { modelTitle, money, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { Segmented } from '../ui/segmented';
import { blocksOf, type Pooled, pool, type ranked } from './accuracy';

type Measure = 'wape' | 'bias' | 'mae';
const measures = [
  { value: 'wape', label: 'WAPE' },
  { value: 'bias', label: 'Bias' },
  { value: 'mae', label: 'MAE' },
];

/** Errors by blocks of steps ahead: each model on the test window, and what was published. */
export function AccuracyTable({
  models,
  published,
  frequency,
  currency,
}: {
  models: ReturnType<typeof ranked>;
  published: AccuracyByStep['published'];
  frequency: Frequency;
  currency: string;
}) {
  const [measure, setMeasure] = useState<Measure>('wape');
  const steps = Math.max(published.steps.at(-1)?.step ?? 0, ...models.map((model) => model.steps.length));
  const blocks = blocksOf(steps, frequency);
  const all = { from: 1, to: steps };
  const written = (pooled: Pooled) => {
    const value = pooled[measure];
    return measure === 'mae' ? money(value, currency) : percent(value === null ? null : value / 100);
  };
  return (
    <Card aria-labelledby="by-horizon-title" className="overflow-hidden">
      <CardHeader
        id="by-horizon-title"
        title="By horizon and model"
        description="Steps ahead put together; the published model first, then the most accurate"
        actions={<Segmented label="Measure" value={measure} onValueChange={(next) => setMeasure(next as Measure)} options={measures} />}
      />
      <Table label="Errors by horizon and model" className="min-w-2xl border-t">
        <thead>
          <tr>
            <HeadCell>Model</HeadCell>
            {blocks.map(({ label }) => (
              <HeadCell key={label} numeric>
                {label}
              </HeadCell>
            ))}
            <HeadCell numeric>All</HeadCell>
          </tr>
        </thead>
        <tbody>
          {models.map(({ name, best, steps: own }) => (
            <tr key={name} className="transition-colors hover:bg-raised">
              <Cell className={best ? 'font-semibold' : undefined}>
                {modelTitle(name)}
                {best && (
                  <span className="ml-2 rounded-full bg-accent-soft px-1.5 py-0.5 text-2xs font-medium text-accent-ink">published</span>
                )}
              </Cell>
              {blocks.map((block) => (
                <Cell key={block.label} numeric className={best ? 'font-semibold' : 'text-muted'}>
                  {written(pool(own, block))}
                </Cell>
              ))}
              <Cell numeric className="font-semibold">
                {written(pool(own, all))}
              </Cell>
            </tr>
          ))}
          {published.steps.length > 0 && (
            <tr className="bg-raised">
              <Cell>As published, on what came since</Cell>
              {blocks.map((block) => (
                <Cell key={block.label} numeric>
                  {written(pool(published.steps, block))}
                </Cell>
              ))}
              <Cell numeric className="font-semibold">
                {written(pool(published.steps, all))}
              </Cell>
            </tr>
          )}
        </tbody>
      </Table>
      <p className="border-t px-4 py-3 text-xs text-muted">
        WAPE is the sum of what a forecast was off by over the sum of sales; bias is positive where it said too much. The test window was
        scored once, after models, weights and intervals had been chosen on earlier ones.
      </p>
    </Card>
  );
}
