'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { ScenarioSummary } from '@/lib/scenarios/schema';
import { fetchScenarios, scenariosKey } from '../api/scenarios';
import { type Scope, ScopeSwitch } from '../forecasts/scope-switch';
import { change, count, money } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { Message } from '../ui/message';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { RelativeTime } from '../ui/time';
import { whatIfAddress } from './address';
import { ScenarioMenu } from './scenario-menu';

export const leastCompared = 2;
export const mostCompared = 4;

/** Saved scenarios, to be opened, compared and looked after. */
export function ScenarioList({
  dataset,
  series,
  currency,
  compared,
}: {
  dataset: string;
  series: string;
  currency: string;
  compared: readonly string[];
}) {
  const [scope, setScope] = useState<Scope>('series');
  const [chosen, setChosen] = useState<readonly string[]>(compared);
  const query = useQuery({
    queryKey: [...scenariosKey(dataset), scope === 'series' ? series : ''],
    queryFn: ({ signal }) => fetchScenarios({ dataset, ...(scope === 'series' && { series }) }, signal),
  });
  const items = query.data ?? [];
  const selected = chosen.filter((id) => items.some((item) => item.id === id));
  const enough = selected.length >= leastCompared && selected.length <= mostCompared;
  const compareLabel = `Compare${selected.length > 0 ? ` ${selected.length}` : ''}`;
  return (
    <Card aria-labelledby="scenarios-title" className="overflow-hidden">
      <CardHeader
        id="scenarios-title"
        title="Saved scenarios"
        description={`Choose ${leastCompared} to ${mostCompared} to compare them`}
        actions={
          <>
            <ScopeSwitch label="Scenarios of" value={scope} onChange={setScope} />
            {enough ? (
              <Button asChild>
                <Link href={whatIfAddress({ dataset, series, compare: selected })} scroll={false}>
                  <GitCompareArrows aria-hidden />
                  {compareLabel}
                </Link>
              </Button>
            ) : (
              <Button disabled>
                <GitCompareArrows aria-hidden />
                {compareLabel}
              </Button>
            )}
          </>
        }
      />
      {query.isError ? (
        <QueryError title="Scenarios could not be read" error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : query.isPending ? (
        <Skeleton className="m-4 h-28" />
      ) : items.length === 0 ? (
        <Message icon={Sparkles} title="No scenario yet" className="py-10">
          Change something above and save it: a scenario keeps the changes, the forecast that follows from them, and who had the idea.
        </Message>
      ) : (
        <Table label="Saved scenarios" className="min-w-3xl">
          <thead>
            <tr>
              <HeadCell className="w-8">
                <span className="sr-only">Compare</span>
              </HeadCell>
              <HeadCell>Name</HeadCell>
              {scope === 'all' && <HeadCell>Series</HeadCell>}
              <HeadCell numeric>Total</HeadCell>
              <HeadCell numeric>Difference</HeadCell>
              <HeadCell>By</HeadCell>
              <HeadCell>Computed</HeadCell>
              <HeadCell className="w-8">
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row
                key={item.id}
                item={item}
                currency={currency}
                showSeries={scope === 'all'}
                checked={selected.includes(item.id)}
                disabled={!selected.includes(item.id) && selected.length >= mostCompared}
                onCheck={(checked) => setChosen(checked ? [...selected, item.id] : selected.filter((id) => id !== item.id))}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Row({
  item,
  currency,
  showSeries,
  checked,
  disabled,
  onCheck,
}: {
  item: ScenarioSummary;
  currency: string;
  showSeries: boolean;
  checked: boolean;
  disabled: boolean;
  onCheck: (checked: boolean) => void;
}) {
  const { totals } = item;
  const tone = Math.abs(totals.difference) < 0.5 ? 'text-muted' : totals.difference > 0 ? 'text-success' : 'text-danger';
  return (
    <tr className="transition-colors hover:bg-raised">
      <Cell>
        <Checkbox
          aria-label={`Compare ${item.name}`}
          checked={checked}
          disabled={disabled}
          onCheckedChange={(value) => onCheck(value === true)}
        />
      </Cell>
      <Cell className="max-w-80">
        <Link
          href={whatIfAddress({ dataset: item.dataset, series: item.series, scenario: item.id })}
          scroll={false}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {item.name}
        </Link>
        <span className="flex items-center gap-2 text-xs text-muted">
          {count(item.editCount, 'change')}
          {item.stale && (
            <Badge tone="warning" title={item.staleReasons.join('; ')}>
              Out of date
            </Badge>
          )}
        </span>
      </Cell>
      {showSeries && <Cell className="text-muted">{item.series.split(':').slice(1).join(' ')}</Cell>}
      <Cell numeric>{money(totals.mean, currency)}</Cell>
      <Cell numeric className={tone}>
        {change(totals.change)}
      </Cell>
      <Cell className="max-w-40 truncate text-muted">{item.author}</Cell>
      <Cell className="text-muted">
        <RelativeTime value={item.computedAt} />
      </Cell>
      <Cell>
        <ScenarioMenu scenario={item} />
      </Cell>
    </tr>
  );
}
