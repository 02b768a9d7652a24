import clsx from 'clsx';
import { change, money, signedMoney } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { byWeek, changeOf, type Pair } from './difference';
import { spanWords } from './edit-words';

const periodNames = { day: 'Week', week: 'Week', month: 'Month' } as const;

/** What the changes add or take, by the week and in all. */
export function WeekTable({
  points,
  frequency,
  currency,
}: {
  points: readonly Pair[];
  frequency: 'day' | 'week' | 'month';
  currency: string;
}) {
  const rows = byWeek(points, frequency);
  const total = rows.reduce((sum, row) => ({ planned: sum.planned + row.planned, mean: sum.mean + row.mean }), { planned: 0, mean: 0 });
  const figures = (row: { planned: number; mean: number }, strong = false) => {
    const difference = row.mean - row.planned;
    const isNothing = Math.abs(difference) < 0.5;
    const tone = isNothing ? 'text-muted' : difference > 0 ? 'text-success' : 'text-danger';
    return (
      <>
        <Cell numeric className={strong ? 'font-semibold' : 'text-muted'}>
          {money(row.planned, currency)}
        </Cell>
        <Cell numeric className={strong ? 'font-semibold' : undefined}>
          {money(row.mean, currency)}
        </Cell>
        <Cell numeric className={clsx(tone, strong && 'font-semibold')}>
          {isNothing ? '–' : signedMoney(difference, currency)}
        </Cell>
        <Cell numeric className={clsx(tone, strong && 'font-semibold')}>
          {isNothing ? '–' : change(changeOf(row))}
        </Cell>
      </>
    );
  };
  return (
    <Table label="Difference by week" className="min-w-lg">
      <thead>
        <tr>
          <HeadCell>{periodNames[frequency]}</HeadCell>
          <HeadCell numeric>As planned</HeadCell>
          <HeadCell numeric>What-if</HeadCell>
          <HeadCell numeric>Difference</HeadCell>
          <HeadCell numeric>Change</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from}>
            <Cell>{spanWords(row.from, row.to)}</Cell>
            {figures(row)}
          </tr>
        ))}
        <tr className="bg-raised">
          <Cell className="font-semibold">Total</Cell>
          {figures(total, true)}
        </tr>
      </tbody>
    </Table>
  );
}
