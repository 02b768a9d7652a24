import { ChartSpline } from 'lucide-react';
import Link from 'next/link';
import type { DatasetOverview } from '@/lib/datasets/overview';
import { day, words } from '../format';
import { StatusBadge } from '../pipelines/status';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { RelativeTime } from '../ui/time';
import { datasetHref, forecastHref } from './addresses';
import { FreshnessBadge } from './freshness-badge';

const number = new Intl.NumberFormat('en-US');

/** Datasets, a line each: what they hold, how new that is, and what was made of it. */
export function DatasetTable({ datasets }: { datasets: DatasetOverview[] }) {
  return (
    <Table label="Datasets" className="min-w-4xl">
      <thead>
        <tr>
          <HeadCell>Dataset</HeadCell>
          <HeadCell numeric>Series</HeadCell>
          <HeadCell numeric title="Rows with a recorded target">
            Rows
          </HeadCell>
          <HeadCell>Dates</HeadCell>
          <HeadCell>Freshness</HeadCell>
          <HeadCell numeric>Version</HeadCell>
          <HeadCell>Last run</HeadCell>
          <HeadCell>Forecast</HeadCell>
        </tr>
      </thead>
      <tbody>
        {datasets.map((dataset) => (
          <DatasetRow key={dataset.name} dataset={dataset} />
        ))}
      </tbody>
    </Table>
  );
}

function DatasetRow({ dataset }: { dataset: DatasetOverview }) {
  const { name, kind, description, structure, version, seriesCount, freshness, lastRun, forecast, currency, timeZone } = dataset;
  return (
    <tr className="group relative transition-colors hover:bg-raised">
      <Cell className="max-w-72 min-w-52">
        <Link
          href={datasetHref(name)}
          className="font-medium whitespace-normal wrap-anywhere after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
        >
          {words(name)}
        </Link>
        <div className="mt-1 flex flex-wrap items-center gap-1.5">
          <Badge tone={kind === 'synthetic' ? 'neutral' : 'info'}>{kind === 'synthetic' ? 'Made up' : 'Imported'}</Badge>
          <span className="text-xs text-muted">
            {structure ? `by ${structure.frequency} · ${structure.keys.join(' × ') || 'one series'} · ${currency}` : 'no data yet'}
          </span>
        </div>
        {description && <p className="mt-1 truncate text-xs text-muted">{description}</p>}
      </Cell>
      <Cell numeric>{seriesCount === null ? '–' : number.format(seriesCount)}</Cell>
      <Cell numeric>{version ? number.format(version.rowCount) : '–'}</Cell>
      <Cell className="text-muted">
        {version ? (
          <>
            {day(version.firstDate)}
            <br />
            {day(version.lastDate)}
          </>
        ) : (
          '–'
        )}
      </Cell>
      <Cell>{freshness ? <FreshnessBadge freshness={freshness} /> : '–'}</Cell>
      <Cell numeric>{version ? version.version : '–'}</Cell>
      <Cell>
        {lastRun ? (
          <Link href={`/pipelines/${lastRun.id}`} className="relative z-1 inline-flex min-h-6 flex-col items-start gap-0.5 hover:underline">
            <StatusBadge status={lastRun.status} />
            <RelativeTime value={lastRun.createdAt} timeZone={timeZone} className="text-xs text-muted" />
          </Link>
        ) : (
          <span className="text-muted">none yet</span>
        )}
      </Cell>
      <Cell>
        {forecast ? (
          <Link href={forecastHref(name)} className="relative z-1 inline-flex min-h-6 items-center gap-1.5 text-accent-ink hover:underline">
            <ChartSpline aria-hidden className="size-4" />
            <span className="sr-only">Forecast of {words(name)} </span>
            from {day(forecast.origin, 'short')}
          </Link>
        ) : (
          <span className="text-muted">none yet</span>
        )}
      </Cell>
    </tr>
  );
}
