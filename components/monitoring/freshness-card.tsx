import { Database } from 'lucide-react';
import type { Freshness } from '@/lib/monitoring/schema';
import { count, day, figure } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { RelativeTime } from '../ui/time';

/** How new the data are, and how they came. */
export function FreshnessCard({ freshness }: { freshness: Freshness }) {
  const { ageDays, dataThrough, staleAfterDays, stale, forecast, versions } = freshness;
  return (
    <Card id="freshness" aria-labelledby="freshness-title" className="scroll-mt-4 overflow-hidden">
      <CardHeader
        id="freshness-title"
        title="Data freshness"
        description={
          dataThrough === null || ageDays === null
            ? 'There are no data yet'
            : `Sales up to ${day(dataThrough)}, ${ageDays <= 0 ? 'today' : `${count(ageDays, 'day')} ago`}; old after ${count(staleAfterDays, 'day')}`
        }
        actions={dataThrough !== null && <Badge tone={stale ? 'warning' : 'success'}>{stale ? 'Old' : 'Fresh'}</Badge>}
      />
      {forecast && (
        <p className="border-t px-4 py-3 text-sm text-muted">
          The forecast knows sales up to {day(forecast.origin)} and speaks of the days up to {day(forecast.through)}.
        </p>
      )}
      {versions.length === 0 ? (
        <Message icon={Database} title="No version of the data">
          An import, or the sample’s first run, makes the first one.
        </Message>
      ) : (
        <Table label="Versions of the data" className="border-t">
          <thead>
            <tr>
              <HeadCell>Version</HeadCell>
              <HeadCell>Up to</HeadCell>
              <HeadCell numeric>Rows</HeadCell>
              <HeadCell numeric>Change</HeadCell>
              <HeadCell>Came</HeadCell>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, lastDate, rowCount, createdAt }, index) => {
              const before = versions[index + 1];
              return (
                <tr key={version}>
                  <Cell className="font-medium">{version}</Cell>
                  <Cell>{day(lastDate)}</Cell>
                  <Cell numeric>{figure(rowCount)}</Cell>
                  <Cell numeric className="text-muted">
                    {before ? `${rowCount >= before.rowCount ? '+' : ''}${figure(rowCount - before.rowCount)}` : '–'}
                  </Cell>
                  <Cell className="text-muted">
                    <RelativeTime value={createdAt} />
                  </Cell>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
