import type { SeriesFigures } from '@/lib/datasets/profile/schema';
import { count, day, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';

/** The series with the most missing in them. */
export function GapTable({ series, period }: { series: SeriesFigures[]; period: string }) {
  return (
    <Card aria-labelledby="gaps-title" className="overflow-hidden">
      <CardHeader id="gaps-title" title="Series with gaps" description={`Up to twenty, by the share of ${period}s without a value`} />
      <Table label="Series with gaps" className="min-w-2xl border-t">
        <thead>
          <tr>
            <HeadCell>Series</HeadCell>
            <HeadCell>From</HeadCell>
            <HeadCell>To</HeadCell>
            <HeadCell numeric>Missing</HeadCell>
            <HeadCell numeric>Longest gap</HeadCell>
            <HeadCell numeric>Zeros</HeadCell>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => {
            const name = Object.values(one.keys).join(' · ') || 'Total';
            return (
              <tr key={name}>
                <Cell className="font-medium">{name}</Cell>
                <Cell className="text-muted">{day(one.firstDate)}</Cell>
                <Cell className="text-muted">{day(one.lastDate)}</Cell>
                <Cell numeric>{percent(one.missing / one.periods)}</Cell>
                <Cell numeric>{count(one.longestGap, period)}</Cell>
                <Cell numeric>{one.zeros.toLocaleString('en-US')}</Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
