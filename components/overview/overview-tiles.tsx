import { type ReactNode, Suspense } from 'react';
import type { Alert } from '@/lib/monitoring/alerts';
import { pooled } from '@/lib/monitoring/pooled';
import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import type { ModelVersion } from '@/lib/registry/schema';
import type { WindowTotal } from '../charts/forecast-series';
import { change, compactMoney, count, instant, modelTitle, money, percent } from '../format';
import { statusLabel } from '../pipelines/status';
import { Skeleton } from '../ui/skeleton';
import { Tile, Tiles } from '../ui/tile';
import { RelativeTime } from '../ui/time';

function figureOf(model: ModelVersion | undefined, window: string, name: string): number | undefined {
  const figures = model?.metrics[window];
  const value = typeof figures === 'object' && figures !== null ? (figures as Record<string, unknown>)[name] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** A tile that is still being computed, in the height of the others. */
function WaitingTile({ label }: { label: string }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3.5">
      <p className="text-xs font-medium text-muted">{label}</p>
      <Skeleton className="mt-2.5 h-5 w-16" />
      <Skeleton className="mt-2 h-3 w-28" />
    </div>
  );
}

function outlookDetail({ lastYear, total }: WindowTotal): ReactNode {
  if (!lastYear) return 'no sales of last year to compare';
  const share = total / lastYear - 1;
  return (
    <>
      <span className={share >= 0 ? 'font-medium text-success' : 'font-medium text-danger'}>{change(share)}</span>{' '}
      <span title="The same weekdays, 52 weeks before">vs last year</span>
    </>
  );
}

/** Error of what was published, on what has come since; of the champion's test window where nothing has. */
async function AccuracyTile({
  watch,
  champion,
  dataset,
}: {
  watch: Promise<{ accuracy: PublishedAccuracy[] }>;
  champion: ModelVersion | undefined;
  dataset: string;
}) {
  const { accuracy } = await watch;
  const past = pooled(accuracy);
  const href = `/monitoring?${new URLSearchParams({ dataset })}`;
  if (past?.wape !== null && past !== undefined) {
    const detail = past.naiveWape === null ? count(accuracy.length, 'past forecast') : `seasonal naive ${percent(past.naiveWape / 100)}`;
    return (
      <Tile
        label="Error, past forecasts"
        value={percent(past.wape / 100)}
        detail={<span title={`WAPE over ${count(past.points, 'point')} of ${count(accuracy.length, 'forecast')}`}>{detail}</span>}
        href={href}
      />
    );
  }
  const tested = figureOf(champion, 'test', 'wape');
  return (
    <Tile
      label="Error, test window"
      value={percent(tested === undefined ? undefined : tested / 100)}
      detail={<span title="WAPE of the champion on its test window: no published forecast has come true yet">no past forecast yet</span>}
      href={href}
    />
  );
}

async function AlertsTile({ watch }: { watch: Promise<{ alerts: Alert[] }> }) {
  const { alerts } = await watch;
  const grave = alerts.filter(({ severity }) => severity !== 'info').length;
  const tone = alerts.some(({ severity }) => severity === 'danger') ? 'text-danger' : grave > 0 ? 'text-warning' : undefined;
  return (
    <Tile
      label="Alerts"
      value={<span className={tone}>{alerts.length === 0 ? 'None' : alerts.length}</span>}
      detail={alerts[0]?.title ?? 'Nothing is amiss'}
      href="#alerts"
    />
  );
}

/** The dataset's forecasts in six figures; every tile leads to what it is about. */
export function OverviewTiles({
  dataset,
  currency,
  outlook,
  champion,
  lastRun,
  schedule,
  watch,
}: {
  dataset: string;
  currency: string;
  outlook: WindowTotal | undefined;
  champion: ModelVersion | undefined;
  lastRun: PipelineRun | undefined;
  schedule: Schedule | undefined;
  watch: Promise<{ accuracy: PublishedAccuracy[]; alerts: Alert[] }>;
}) {
  const forecasts = `/forecasts?${new URLSearchParams({ dataset })}`;
  const best = typeof champion?.config.best === 'string' ? champion.config.best : undefined;
  return (
    <Tiles label="In short">
      <Tile
        label={outlook && outlook.days !== 28 ? `Next ${outlook.days} days` : 'Next 4 weeks'}
        value={<span title={money(outlook?.total, currency)}>{compactMoney(outlook?.total, currency)}</span>}
        detail={outlook ? outlookDetail(outlook) : 'the forecast is shorter'}
        href={forecasts}
      />
      <Suspense fallback={<WaitingTile label="Error, past forecasts" />}>
        <AccuracyTile watch={watch} champion={champion} dataset={dataset} />
      </Suspense>
      <Tile
        label="Champion"
        value={champion ? modelTitle(best ?? champion.name) : 'None'}
        detail={
          champion ? (
            <>
              version {champion.version} · <RelativeTime value={champion.createdAt} />
            </>
          ) : (
            'no model is registered'
          )
        }
        href={champion ? `/models/${encodeURIComponent(champion.name)}` : '/pipelines'}
      />
      <Tile
        label="Last run"
        value={lastRun ? statusLabel(lastRun.status) : 'None'}
        detail={lastRun && <RelativeTime value={lastRun.finishedAt ?? lastRun.createdAt} />}
        href={lastRun ? `/pipelines/${lastRun.id}` : '/pipelines'}
      />
      <Tile
        label="Next run"
        value={schedule ? schedule.nextRunAt ? <RelativeTime value={schedule.nextRunAt} /> : 'Paused' : 'By hand'}
        detail={
          schedule ? (schedule.nextRunAt ? instant(schedule.nextRunAt, schedule.timeZone, 'short') : schedule.cron) : 'not on the schedule'
        }
        href="/pipelines"
      />
      <Suspense fallback={<WaitingTile label="Alerts" />}>
        <AlertsTile watch={watch} />
      </Suspense>
    </Tiles>
  );
}
