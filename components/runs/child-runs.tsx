'use client';

import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import type { RelatedRun } from '@/lib/tracking/service';
import { duration, figure, money, percent } from '../format';
import type { DataColumn } from '../tables/data-column';
import { DataTable } from '../tables/data-table';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { TrackedStatusBadge } from './run-status';

const mostCompared = 20;

/** The runs below a run: a pipeline's members, a member's trials. Some of them selected can be compared. */
export function ChildRuns({ runs, total, currency }: { runs: RelatedRun[]; total: number; currency: string | null }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => columnsOf(currency), [currency]);
  const chosen = [...selected];
  const possible = chosen.length >= 2 && chosen.length <= mostCompared;
  return (
    <Card aria-labelledby="children" className="overflow-hidden">
      <CardHeader
        id="children"
        title="Runs in it"
        description={total > runs.length ? `The first ${runs.length} of ${total}` : `${total} of them`}
        actions={
          possible ? (
            <Button asChild size="sm">
              <Link href={`/experiments/compare?runs=${chosen.join(',')}`} prefetch={false}>
                <GitCompareArrows aria-hidden />
                Compare {chosen.length}
              </Link>
            </Button>
          ) : (
            <p className="text-xs text-muted">{chosen.length > mostCompared ? 'Compare at most 20' : 'Select two or more to compare'}</p>
          )
        }
      />
      <div className="border-t">
        <DataTable
          label="Runs in it"
          columns={columns}
          rows={runs}
          rowId={(run) => run.id}
          rowName={(run) => run.name}
          rowHref={(run) => `/experiments/runs/${run.id}`}
          defaultSort={{ id: 'rmse', desc: false }}
          selected={selected}
          onSelect={setSelected}
          className="max-h-128"
        />
      </div>
    </Card>
  );
}

function columnsOf(currency: string | null): DataColumn<RelatedRun>[] {
  return [
    { id: 'name', header: 'Run', cell: (run) => <span className="font-medium">{run.name}</span>, value: (run) => run.name, fixed: true },
    {
      id: 'status',
      header: 'Status',
      cell: (run) => <TrackedStatusBadge status={run.status} />,
      value: (run) => run.status,
      className: 'hidden sm:table-cell',
    },
    {
      id: 'rmse',
      header: 'Backtest RMSE',
      numeric: true,
      cell: (run) => (currency ? money(run.backtestRmse, currency) : figure(run.backtestRmse)),
      value: (run) => run.backtestRmse,
    },
    {
      id: 'wape',
      header: 'Backtest WAPE',
      numeric: true,
      cell: (run) => percent(run.backtestWape === null ? null : run.backtestWape / 100),
      value: (run) => run.backtestWape,
    },
    {
      id: 'took',
      header: 'Took',
      numeric: true,
      className: 'hidden md:table-cell',
      cell: (run) => (run.finishedAt ? duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt)) : '–'),
      value: (run) => (run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null),
    },
  ];
}
