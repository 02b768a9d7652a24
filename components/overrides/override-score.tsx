'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import type { ScoreFigures, ScoreReport } from '@/lib/overrides/schema';
import { fetchScore, overridesKey } from '../api/overrides';
import { type Scope, ScopeSwitch } from '../forecasts/scope-switch';
import { count, money, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { Tile, Tiles } from '../ui/tile';
import { spanWords } from '../what-if/edit-words';
import type { OverrideSubject } from './overrides-view';

const pointsFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** Percentage points: `+1.2 pp`. */
function percentagePoints(value: number | null): string {
  return value === null ? '–' : `${pointsFormat.format(value * 100)} pp`;
}

/** Who was nearer, planner or model, once the actual values are there. */
export function OverrideScoreCard({ subject: { dataset, series, currency } }: { subject: OverrideSubject }) {
  const [scope, setScope] = useState<Scope>('series');
  const query = useQuery({
    queryKey: [...overridesKey(dataset), 'score', scope === 'series' ? series.id : ''],
    queryFn: ({ signal }) => fetchScore({ dataset, ...(scope === 'series' && { series: series.id }) }, signal),
  });
  return (
    <Card aria-labelledby="score-title" className="overflow-hidden">
      <CardHeader
        id="score-title"
        title="Forecast value added"
        description="Error of the model less that of the override, as a share of what was sold: above zero, the planner was nearer"
        actions={<ScopeSwitch label="Scores of" value={scope} onChange={setScope} />}
      />
      {query.isError ? (
        <QueryError title="Scores could not be read" error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : query.isPending ? (
        <Skeleton className="m-4 h-24" />
      ) : query.data.total.points === 0 ? (
        <Message icon={Scale} title="Nothing to score yet" className="py-10">
          {query.data.pending > 0
            ? `${count(query.data.pending, 'overridden period')} ${query.data.pending === 1 ? 'waits' : 'wait'} for the actual value, which the next data bring.`
            : 'Overrides are scored beside the model when the actual values of their dates come.'}
        </Message>
      ) : (
        <Scores report={query.data} currency={currency} />
      )}
    </Card>
  );
}

function Scores({ report, currency }: { report: ScoreReport; currency: string }) {
  const { total, byAuthor, byReason, items, pending } = report;
  return (
    <>
      <div className="px-4 pb-4">
        <Tiles label="Score">
          <Tile
            label="Value added"
            value={percentagePoints(total.valueAdded)}
            detail={`Nearer in ${total.better} of ${count(total.points, 'period')}`}
          />
          <Tile label="Error of the model" value={percent(total.modelWape)} detail={money(total.modelError, currency)} />
          <Tile label="Error of overrides" value={percent(total.overrideWape)} detail={money(total.overrideError, currency)} />
          <Tile label="Waiting" value={pending} detail="For their actual value" />
        </Tiles>
      </div>
      <ScoreTable label="By planner" rows={byAuthor.map((row) => ({ name: row.author, ...row }))} />
      <ScoreTable label="By reason" rows={byReason.map((row) => ({ name: row.reason, ...row }))} />
      <ScoreTable
        label="By override"
        rows={items.map((row) => ({
          key: row.id,
          name: `${spanWords(row.dates[0]?.date ?? '', row.dates.at(-1)?.date ?? '')} · ${row.reason}`,
          ...row,
        }))}
      />
    </>
  );
}

function ScoreTable({ label, rows }: { label: string; rows: (ScoreFigures & { name: string; key?: string })[] }) {
  return (
    <Table label={label} className="min-w-lg border-t">
      <thead>
        <tr>
          <HeadCell>{label}</HeadCell>
          <HeadCell numeric>Periods</HeadCell>
          <HeadCell numeric>Model</HeadCell>
          <HeadCell numeric>Override</HeadCell>
          <HeadCell numeric>Value added</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key ?? row.name}>
            <Cell className="max-w-96 min-w-40 whitespace-normal wrap-anywhere">{row.name}</Cell>
            <Cell numeric>{row.points}</Cell>
            <Cell numeric className="text-muted">
              {percent(row.modelWape)}
            </Cell>
            <Cell numeric>{percent(row.overrideWape)}</Cell>
            <Cell
              numeric
              className={clsx(
                'font-semibold',
                (row.valueAdded ?? 0) > 0 ? 'text-success' : (row.valueAdded ?? 0) < 0 ? 'text-danger' : 'text-muted',
              )}
            >
              {percentagePoints(row.valueAdded)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
