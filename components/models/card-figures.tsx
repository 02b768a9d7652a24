import type { ModelCard } from '@/lib/registry/card-schema';
import { levelLabel } from '../forecasts/series-label';
import { figure, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { BesideNaive } from './beside-naive';
import { metricTitle } from './model-names';

const shown = ['wape', 'rmse', 'mae', 'smape', 'mase', 'r2', 'bias'];
const inPercent = new Set(['wape', 'mape', 'smape']);

/** A metric as people read it. */
export function written(metric: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return inPercent.has(metric) ? percent(value / 100) : figure(value);
}

/** A version's figures in both windows, beside the seasonal naive's. */
export function CardFigures({ figures: { own, naive } }: Pick<ModelCard, 'figures'>) {
  const metrics = shown.filter((metric) => metric in own.backtest || metric in own.test);
  return (
    <Table label="Figures" className="border-t">
      <thead>
        <tr>
          <HeadCell>Metric</HeadCell>
          <HeadCell numeric>Backtest</HeadCell>
          {naive && <HeadCell numeric>Naive</HeadCell>}
          <HeadCell numeric>Test</HeadCell>
          {naive && <HeadCell numeric>Naive</HeadCell>}
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric}>
            <Cell className="font-medium">{metricTitle(metric)}</Cell>
            <Cell numeric>{written(metric, own.backtest[metric])}</Cell>
            {naive && (
              <Cell numeric className="text-muted">
                {written(metric, naive.backtest[metric])}
              </Cell>
            )}
            <Cell numeric>{written(metric, own.test[metric])}</Cell>
            {naive && (
              <Cell numeric className="text-muted">
                {written(metric, naive.test[metric])}
              </Cell>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The test window by level of the hierarchy. */
export function CardLevels({ levels }: Pick<ModelCard, 'levels'>) {
  return (
    <Table label="By level" className="border-t">
      <thead>
        <tr>
          <HeadCell>Level</HeadCell>
          <HeadCell numeric>Error</HeadCell>
          <HeadCell numeric>Naive</HeadCell>
          <HeadCell numeric>Against naive</HeadCell>
          <HeadCell numeric>RMSE</HeadCell>
          <HeadCell numeric>Bias</HeadCell>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ level, wape, naiveWape, rmse, bias }) => (
          <tr key={level}>
            <Cell className="font-medium">{levelLabel(level)}</Cell>
            <Cell numeric>{written('wape', wape)}</Cell>
            <Cell numeric className="text-muted">
              {written('wape', naiveWape)}
            </Cell>
            <Cell numeric>
              <BesideNaive own={wape} naive={naiveWape} />
            </Cell>
            <Cell numeric className="text-muted">
              {written('rmse', rmse)}
            </Cell>
            <Cell numeric className="text-muted">
              {written('bias', bias)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What each interval promises, and what it held on the test window. */
export function CardIntervals({ intervals }: Pick<ModelCard, 'intervals'>) {
  return (
    <ul className="flex flex-col gap-3 px-4 pb-4">
      {intervals.map(({ level, coverage }) => (
        <li key={level} className="text-sm">
          <p className="flex justify-between gap-3">
            <span>{percent(level, 0)} interval</span>
            <span className="tabular">
              held <span className="font-medium">{percent(coverage)}</span>
            </span>
          </p>
          <div aria-hidden className="relative mt-1.5 h-1.5 rounded-full bg-raised">
            <div className="h-full rounded-full bg-accent" style={{ width: `${100 * coverage}%` }} />
            <div className="absolute -inset-y-0.5 w-0.5 rounded-full bg-ink" style={{ left: `calc(${100 * level}% - 1px)` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
