'use client';

import { GitCompare } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { day, percent } from '../format';
import type { DataColumn } from '../tables/data-column';
import { DataTable } from '../tables/data-table';
import { Button } from '../ui/button';
import { CardHeader } from '../ui/card';
import { RelativeTime } from '../ui/time';
import { AliasBadges } from './alias-badges';
import { modelHref } from './model-names';
import type { VersionRow } from './version-rows';

const share = (value: number | null) => percent(value === null ? null : value / 100);

/** Versions of a model; two of them can be chosen and compared. */
export function VersionTable({ name, rows }: { name: string; rows: VersionRow[] }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo<DataColumn<VersionRow>[]>(
    () => [
      {
        id: 'version',
        header: 'Version',
        fixed: true,
        value: (row) => row.version,
        cell: (row) => (
          <span className="inline-flex items-center gap-2">
            Version {row.version}
            <AliasBadges aliases={row.aliases} />
          </span>
        ),
      },
      {
        id: 'wape',
        header: 'Error',
        help: 'WAPE in its backtest: the sum of what it was off by, over the sum of sales',
        numeric: true,
        value: (row) => row.backtestWape,
        cell: (row) => <span className="font-medium">{share(row.backtestWape)}</span>,
      },
      {
        id: 'test',
        header: 'Test',
        help: 'WAPE on the test window',
        numeric: true,
        value: (row) => row.testWape,
        cell: (row) => share(row.testWape),
      },
      {
        id: 'coverage',
        header: 'In 80%',
        help: 'Share of the test window’s sales inside the 80% interval',
        numeric: true,
        value: (row) => row.coverage80,
        cell: (row) => percent(row.coverage80),
      },
      {
        id: 'through',
        header: 'Trained through',
        value: (row) => row.trainedThrough,
        cell: (row) => (
          <>
            {row.trainedThrough ? day(row.trainedThrough) : '–'}
            {row.datasetVersion !== null && <span className="text-muted"> · data v{row.datasetVersion}</span>}
          </>
        ),
      },
      { id: 'stage', header: 'Stage', value: (row) => row.stage, cell: (row) => (row.stage === 'None' ? '–' : row.stage) },
      { id: 'created', header: 'Registered', value: (row) => row.createdAt, cell: (row) => <RelativeTime value={row.createdAt} /> },
      {
        id: 'run',
        header: 'Run',
        cell: (row) =>
          row.pipelineRunId ? (
            <Link
              href={`/pipelines/${row.pipelineRunId}`}
              className="relative z-1 inline-flex min-h-6 items-center rounded-sm font-mono text-xs text-accent-ink hover:underline"
            >
              {row.pipelineRunId.slice(0, 8)}
            </Link>
          ) : (
            <span className="font-mono text-xs text-muted">{row.runId?.slice(0, 8) ?? '–'}</span>
          ),
      },
    ],
    [],
  );
  // The last two that were chosen.
  const [one, other] = [...selected].slice(-2);
  return (
    <>
      <CardHeader
        id="versions-title"
        title="Versions"
        description={selected.size === 0 ? 'Choose two to compare them' : selected.size === 1 ? 'Choose one more to compare' : undefined}
        actions={
          one && other ? (
            <Button asChild size="sm" variant="primary">
              <Link href={modelHref(name, Number(one), { tab: 'compare', with: other })}>
                <GitCompare aria-hidden />
                Compare {Math.min(Number(one), Number(other))} and {Math.max(Number(one), Number(other))}
              </Link>
            </Button>
          ) : undefined
        }
      />
      <DataTable
        label="Versions"
        columns={columns}
        rows={rows}
        rowId={(row) => String(row.version)}
        rowHref={(row) => modelHref(name, row.version)}
        rowName={(row) => `version ${row.version}`}
        defaultSort={{ id: 'version', desc: true }}
        selected={selected}
        onSelect={(next) => setSelected(new Set([...next].slice(-2)))}
        hidden={rows.every(({ stage }) => stage === 'None') ? ['stage'] : undefined}
        className="border-t"
        tableClassName="min-w-3xl"
      />
    </>
  );
}
