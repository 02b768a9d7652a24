'use client';

import { useDeferredValue, useState } from 'react';
import type { Frequency } from '../charts/forecast-series';
import { count } from '../format';
import { HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { SearchInput } from '../ui/search-input';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { type Crumb, HierarchyCrumbs } from './hierarchy-crumbs';
import { HierarchyRows } from './hierarchy-rows';
import { HierarchySum } from './hierarchy-sum';
import { levelLabel } from './series-label';
import { useHierarchy } from './use-hierarchy';
import { useViewState } from './use-view-state';

const sorts = [
  { value: 'expected', label: 'Largest first' },
  { value: 'change', label: 'Largest change first' },
  { value: 'name', label: 'By name' },
];
/** Periods of the next four weeks. */
const outlookPeriods: Record<Frequency, number> = { day: 28, week: 4, month: 1 };

/** A series as a tree of what it is the sum of, whose sums are checked in sight. */
export function HierarchyView({
  dataset,
  series,
  crumbs,
  currency,
  frequency,
  horizon,
}: {
  dataset: string;
  series: { id: string; label: string };
  crumbs: Crumb[];
  currency: string;
  frequency: Frequency;
  horizon: number;
}) {
  const [params, change] = useViewState();
  const [search, setSearch] = useState('');
  const q = useDeferredValue(search.trim());
  const window = params.get('window') === 'horizon' ? 'horizon' : 'outlook';
  const sort = sorts.find(({ value }) => value === params.get('sort'))?.value ?? 'expected';
  const asked = { dataset, series: series.id, window, sort, q, by: params.get('by') ?? undefined };
  const root = useHierarchy(asked);
  const first = root.data?.pages[0];
  const short = Math.min(outlookPeriods[frequency], horizon);
  return (
    <Card aria-labelledby="hierarchy-title" className="overflow-hidden">
      <div className="px-3 pt-3">
        <HierarchyCrumbs crumbs={crumbs} />
      </div>
      <CardHeader
        id="hierarchy-title"
        title={`What ${series.label} is made of`}
        description={
          first?.by
            ? `By ${levelLabel(first.by).toLowerCase()}; a name leads down${first.deeper ? ', its arrow opens it here' : ''}`
            : undefined
        }
        actions={
          <Segmented
            label="Summed over"
            value={window}
            onValueChange={(next) => change({ window: next === 'outlook' ? undefined : next }, 'replace')}
            options={[
              { value: 'outlook', label: `Next ${count(short, frequency)}` },
              { value: 'horizon', label: `All ${count(horizon, frequency)}` },
            ]}
          />
        }
      />
      {(first === undefined || first.by !== null) && (
        <div className="flex flex-wrap gap-2 px-4 pb-3">
          <SearchInput
            label="Search parts"
            placeholder="Search parts…"
            value={search}
            onChange={setSearch}
            className="min-w-48 flex-1 sm:max-w-64"
          />
          {first && first.levels.length > 1 && (
            <Select
              aria-label="Taken apart by"
              className="w-44"
              value={first.by ?? ''}
              onValueChange={(by) => change({ by })}
              options={first.levels.map((level) => ({ value: level, label: `By ${levelLabel(level).toLowerCase()}` }))}
            />
          )}
          <Select
            aria-label="Order"
            className="w-44"
            value={sort}
            onValueChange={(next) => change({ sort: next === 'expected' ? undefined : next }, 'replace')}
            options={sorts}
          />
        </div>
      )}
      <Table label={`What ${series.label} is made of`} className="min-w-2xl border-t">
        <thead>
          <tr>
            <HeadCell>Series</HeadCell>
            <HeadCell numeric>Expected</HeadCell>
            <HeadCell numeric className="w-44">
              Share of the whole above
            </HeadCell>
            <HeadCell numeric>Last year</HeadCell>
            <HeadCell numeric>Change</HeadCell>
          </tr>
        </thead>
        <tbody>
          <HierarchyRows asked={asked} depth={1} currency={currency} label={series.label} />
        </tbody>
      </Table>
      {first && <HierarchySum answer={first} label={series.label} currency={currency} />}
    </Card>
  );
}
