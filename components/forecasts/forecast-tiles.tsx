import type { ReactNode } from 'react';
import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { type ForecastPoint, type HistoryPoint, windowTotal } from '../charts/forecast-series';
import { change, compactMoney, count, instant, modelTitle, money, percent } from '../format';
import { statusLabel } from '../pipelines/status';
import { Tile, Tiles } from '../ui/tile';
import { RelativeTime } from '../ui/time';

/** The model that spoke: what it is, how old, and how well it did. */
export interface ForecastModel {
  /** Registered name; of an unregistered model, its kind. */
  name: string;
  version: number | null;
  /** Which model of the run it is; null where nothing says so. */
  best: string | null;
  createdAt: string;
  backtest: Record<string, number | null>;
  test: Record<string, number | null>;
}

const windows = {
  day: { days: [7, 28], period: 1 },
  week: { days: [28, 91], period: 7 },
  month: { days: [30, 90], period: 30 },
} as const;

function againstLastYear(total: number, before: number | null): ReactNode {
  if (before === null || before === 0) return 'no sales of last year';
  const share = total / before - 1;
  return (
    <>
      <span className={share >= 0 ? 'font-medium text-success' : 'font-medium text-danger'}>{change(share)}</span>{' '}
      <span title="The same weekdays, 52 weeks before">vs last year</span>
    </>
  );
}

/** The figures above the chart. Totals are of the chosen series; the others of the dataset's forecast as a whole. */
export function ForecastTiles({
  points,
  history,
  currency,
  frequency,
  model,
  lastRun,
  schedule,
}: {
  points: ForecastPoint[];
  history: HistoryPoint[];
  currency: string;
  frequency: keyof typeof windows;
  model: ForecastModel;
  lastRun: PipelineRun | undefined;
  /** Undefined where it runs another dataset. */
  schedule: Schedule | undefined;
}) {
  const { days, period } = windows[frequency];
  const totals = days.flatMap((span) => windowTotal(points, history, span, period) ?? []);
  const { wape } = model.test;
  const { rmse } = model.backtest;
  return (
    <Tiles label="In short">
      {totals.map(({ days: span, total, lastYear }) => (
        <Tile
          key={span}
          label={`Next ${frequency === 'month' ? count(Math.round(span / period), 'month') : count(span, 'day')}`}
          value={<span title={money(total, currency)}>{compactMoney(total, currency)}</span>}
          detail={againstLastYear(total, lastYear)}
        />
      ))}
      <Tile
        label="Champion"
        value={modelTitle(model.best ?? model.name)}
        detail={
          <>
            {model.version === null ? 'not registered' : `version ${model.version}`} · <RelativeTime value={model.createdAt} />
          </>
        }
      />
      <Tile
        label="Test error (WAPE)"
        value={typeof wape === 'number' ? percent(wape / 100) : '–'}
        detail={typeof rmse === 'number' && `backtest RMSE ${money(rmse, currency)}`}
      />
      <Tile
        label="Last run"
        value={lastRun ? statusLabel(lastRun.status) : 'None'}
        detail={lastRun && <RelativeTime value={lastRun.finishedAt ?? lastRun.createdAt} />}
        href={lastRun ? `/pipelines/${lastRun.id}` : '/pipelines'}
      />
      {schedule && (
        <Tile
          label="Next run"
          value={schedule.nextRunAt ? <RelativeTime value={schedule.nextRunAt} /> : 'Paused'}
          detail={schedule.nextRunAt ? instant(schedule.nextRunAt, schedule.timeZone, 'short') : schedule.cron}
          href="/pipelines"
        />
      )}
    </Tiles>
  );
}
