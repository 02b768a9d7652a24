import { pooled } from '@/lib/monitoring/pooled';
import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import type { Freshness, MonitoredAlert, RunHealth } from '@/lib/monitoring/schema';
import { count, day, duration, percent } from '../format';
import { Tile, Tiles } from '../ui/tile';

const share = (value: number | null | undefined) => percent(typeof value === 'number' ? value / 100 : null);

/** Where a dataset's forecasts stand, at a glance; each leads to its part of the page. */
export function MonitoringTiles({
  alerts,
  accuracy,
  freshness,
  health,
}: {
  alerts: MonitoredAlert[];
  accuracy: PublishedAccuracy[];
  freshness: Freshness;
  health: RunHealth;
}) {
  const modelled = accuracy.filter(({ level }) => level === accuracy[0]?.level);
  const past = pooled(modelled);
  const urgent = alerts.filter(({ severity }) => severity === 'danger').length;
  return (
    <Tiles label="In short">
      <Tile
        label="Alerts"
        value={alerts.length === 0 ? 'None' : alerts.length}
        detail={alerts.length === 0 ? 'nothing is amiss' : urgent > 0 ? `${urgent} urgent` : 'none urgent'}
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
