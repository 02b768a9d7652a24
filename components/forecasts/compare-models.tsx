'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { fetchModelForecasts, type OfSeries } from '../api/forecasts';
import { overlayColor } from '../charts/forecast-chart';
import { compactMoney, modelTitle, money, percent } from '../format';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Popover } from '../ui/popover';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { modelColor, mostCompared } from './overlays';

/** Chooses which models' forecasts stand beside the published one. They are read when the window first opens. */
export function CompareModels({
  ofSeries,
  origin,
  compared,
  onToggle,
  currency,
}: {
  ofSeries: OfSeries;
  origin: string;
  compared: string[];
  onToggle: (name: string) => void;
  currency: string;
}) {
  const [open, setOpen] = useState(false);
  const { dataset, series } = ofSeries;
  const query = useQuery({
    queryKey: ['model-forecasts', dataset, series, origin],
    queryFn: ({ signal }) => fetchModelForecasts({ dataset, series, origin }, signal),
    enabled: open || compared.length > 0,
  });
  const models = query.data?.models ?? [];
  const names = models.map(({ name }) => name);
  // An address may name models that this forecast has none of.
  const on = query.data ? compared.filter((name) => names.includes(name)).length : compared.length;
  return (
    <Popover
      label="Compare models"
      align="end"
      className="w-80 p-0"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          <GitCompareArrows aria-hidden className="size-3.5" />
          Compare models
          {on > 0 && <span className="rounded-full bg-accent-soft px-1.5 text-2xs text-accent-ink tabular">{on}</span>}
        </Button>
      }
    >
      <div className="border-b px-4 py-3">
        <h3 className="text-sm font-semibold">Models</h3>
        <p className="text-xs text-muted">What each says by itself, its weight in the published forecast, and its total.</p>
      </div>
      {query.isError && <QueryError error={query.error} title="The models’ forecasts could not be read" onRetry={() => query.refetch()} />}
      {query.isPending && (
        <div className="flex flex-col gap-2 p-4" role="status" aria-label="Loading">
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
        </div>
      )}
      {query.data && (
        <ul className="max-h-80 overflow-y-auto p-1.5">
          {models.map(({ name, weight, items }) => {
            const total = items.reduce((sum, { mean }) => sum + (mean ?? 0), 0);
            const chosen = compared.includes(name);
            return (
              <li key={name}>
                <label
                  htmlFor={`compare-${name}`}
                  className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 hover:bg-hover"
                >
                  <Checkbox
                    id={`compare-${name}`}
                    checked={chosen}
                    disabled={!chosen && compared.length >= mostCompared}
                    onCheckedChange={() => onToggle(name)}
                  />
                  <span aria-hidden className="w-3.5 shrink-0 border-t-2" style={{ borderColor: overlayColor(modelColor(names, name)) }} />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{modelTitle(name)}</span>
                    <span className="block text-xs text-muted">
                      {weight === null ? 'baseline, not weighed' : `weighs ${percent(weight, 0)}`}
                    </span>
                  </span>
                  <span className="shrink-0 text-xs text-muted tabular" title={money(total, currency)}>
                    {compactMoney(total, currency)}
                  </span>
                </label>
              </li>
            );
          })}
        </ul>
      )}
      {query.data?.missing && (
        <p className="border-t px-4 py-2.5 text-xs text-muted">{query.data.missing} Run the pipeline to have them again.</p>
      )}
    </Popover>
  );
}
