import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import { day, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';

const share = (value: number | null) => percent(value === null ? null : value / 100);

/** Each past forecast beside what came: its error, the seasonal naive's, its bias, and how often its intervals held. */
export function AccuracyTable({ items }: { items: PublishedAccuracy[] }) {
  return (
    <Table label="Past forecasts against what came" className="min-w-xl border-t">
      <thead>
        <tr>
          <HeadCell>Forecast from</HeadCell>
          <HeadCell numeric title="Points whose sales are known by now">
            Known
          </HeadCell>
          <HeadCell numeric title="WAPE: the sum of what it was off by, over the sum of sales">
            Error
          </HeadCell>
          <HeadCell numeric title="The same of last season’s sales repeated">
            Naive
          </HeadCell>
          <HeadCell numeric title="Above 0: it said too much">
            Bias
          </HeadCell>
          <HeadCell numeric title="Share of sales inside the 80% interval">
            In 80%
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.forecastId}>
            <Cell>
              {day(item.origin)}
              <span className="text-muted"> · {item.modelVersion === null ? 'unregistered' : `v${item.modelVersion}`}</span>
            </Cell>
            <Cell numeric className="text-muted">
              {percent(item.points / item.published, 0)}
            </Cell>
            <Cell numeric className="font-semibold">
              {share(item.wape)}
            </Cell>
            <Cell numeric className="text-muted">
              {share(item.naiveWape)}
            </Cell>
            <Cell numeric className="text-muted">
              {share(item.bias)}
            </Cell>
            <Cell numeric className="text-muted">
              {percent(item.coverage80, 0)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
