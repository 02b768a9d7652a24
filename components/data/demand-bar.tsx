import clsx from 'clsx';
import type { DatasetProfile } from '@/lib/datasets/profile/schema';
import { percent } from '../format';
import { Card, CardHeader } from '../ui/card';

const kinds = [
  { name: 'smooth', label: 'Smooth', fill: 'bg-series-3', help: 'sold in most periods, in even amounts' },
  { name: 'erratic', label: 'Erratic', fill: 'bg-series-2', help: 'sold in most periods, in very different amounts' },
  { name: 'intermittent', label: 'Intermittent', fill: 'bg-series-1', help: 'sold now and then, in even amounts' },
  { name: 'lumpy', label: 'Lumpy', fill: 'bg-series-4', help: 'sold now and then, in very different amounts' },
  { name: 'none', label: 'No sales', fill: 'bg-series-8', help: 'never sold' },
] as const;

/** How hard the series are to forecast, by kind of demand. */
export function DemandBar({ demand }: { demand: DatasetProfile['demand'] }) {
  const total = kinds.reduce((sum, { name }) => sum + demand[name], 0);
  const there = kinds.filter(({ name }) => demand[name] > 0);
  return (
    <Card aria-labelledby="demand-title">
      <CardHeader id="demand-title" title="Kinds of demand" description="Even and frequent sales are the easiest to forecast" />
      <div className="px-4 pb-4">
        <div aria-hidden className="flex h-2.5 gap-px overflow-hidden rounded-full">
          {there.map(({ name, fill }) => (
            <span key={name} className={fill} style={{ flexGrow: demand[name] }} />
          ))}
        </div>
        <ul className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2 xl:grid-cols-4">
          {there.map(({ name, label, fill, help }) => (
            <li key={name} className="flex items-baseline gap-2">
              <span aria-hidden className={clsx('size-2 shrink-0 rounded-full', fill)} />
              <span>
                <span className="font-medium">{label}</span>{' '}
                <span className="tabular">
                  {demand[name].toLocaleString('en-US')} ({percent(demand[name] / total, 0)})
                </span>
                <span className="block text-xs text-muted">{help}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
