import { type ReactNode, Suspense } from 'react';
import { pooled } from '@/lib/monitoring/pooled';
import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import type { Freshness, MonitoredAlert, RunHealth } from '@/lib/monitoring/schema';
import { count, day, duration, percent } from '../format';
import { Tile, Tiles } from '../ui/tile';

const share = (value: number | null | undefined) => percent(typeof value === 'number' ? value / 100 : null);

/** Where a dataset's forecasts stand, at a glance; each leads to its part of the page. Alerts come later: they wait for the drift. */
export function MonitoringTiles({
  alerts,
  accuracy,
  freshness,
  health,
}: {
  alerts: Promise<MonitoredAlert[]>;
  accuracy: PublishedAccuracy[];
  freshness: Freshness;
  health: RunHealth;
}) {
  const modelled = accuracy.filter(({ level }) => level === accuracy[0]?.level);
  const past = pooled(modelled);
  return (
    <Tiles label="In short">
      <Tile
        label="Alerts"
        value={later(alerts, (found) => (found.length === 0 ? 'None' : found.length))}
        detail={later(alerts, urgency)}
        href="#alerts"
      />
      <Tile
        label="Error, past forecasts"
        value={share(past?.wape)}
        detail={past ? `seasonal naive ${share(past.naiveWape)}` : 'none has come true yet'}
        href="#accuracy"
      />
      <Tile label="In the 80% interval" value={percent(past?.coverage80, 0)} detail="of the sales that came" href="#accuracy" />
      <Tile
        label="Data"
        value={freshness.ageDays === null ? 'None' : freshness.ageDays <= 0 ? 'Today' : count(freshness.ageDays, 'day')}
        detail={freshness.dataThrough ? `old, up to ${day(freshness.dataThrough)}` : 'nothing imported yet'}
        href="#freshness"
      />
      <Tile
        label="Runs succeeded"
        value={health.ended === 0 ? '–' : percent(health.succeeded / health.ended, 0)}
        detail={health.tookMs.last === null ? 'none yet' : `the last took ${duration(health.tookMs.last)}`}
        href="#runs"
      />
    </Tiles>
  );
}

function urgency(alerts: MonitoredAlert[]): string {
  const urgent = alerts.filter(({ severity }) => severity === 'danger').length;
  if (alerts.length === 0) return 'nothing is amiss';
  return urgent > 0 ? `${urgent} urgent` : 'none urgent';
}

/** What is told of the alerts when they are there. */
function later(alerts: Promise<MonitoredAlert[]>, told: (alerts: MonitoredAlert[]) => ReactNode): ReactNode {
  return (
    <Suspense fallback="…">
      <Later alerts={alerts} told={told} />
    </Suspense>
  );
}

async function Later({ alerts, told }: { alerts: Promise<MonitoredAlert[]>; told: (alerts: MonitoredAlert[]) => ReactNode }) {
  return told(await alerts);
}
