import { Target } from 'lucide-react';
import type { PublishedAccuracy } from '@/lib/monitoring/published-accuracy';
import { levelLabel } from '../forecasts/series-label';
import { day, percent } from '../format';
import { AccuracyTable } from '../overview/accuracy-table';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { LevelSwitch } from './level-switch';
import { OverTimeChart } from './over-time-chart';

const share = (value: number | null) => (value === null ? null : value / 100);

/** How past forecasts did on what has come since, over time: error and bias beside the seasonal naive, and whether intervals held. */
export function AccuracyCards({
  items,
  level,
  origin,
}: {
  items: PublishedAccuracy[];
  level: string | undefined;
  origin: string | undefined;
}) {
  const levels = [...new Set(items.map((item) => item.level))];
  const shown = levels.find((one) => one === level) ?? levels[0];
  const own = items.filter((item) => item.level === shown);
  if (shown === undefined || own.length === 0) {
    return (
      <Card id="accuracy" aria-labelledby="accuracy-title">
        <CardHeader id="accuracy-title" title="Accuracy over time" />
        <Message icon={Target} title="Nothing has come true yet">
          {origin
            ? `Once sales after ${day(origin)} are in and a run has read them, each past forecast is scored here against them, beside the seasonal naive.`
            : 'Once a forecast is published, and sales it speaks of are in, it is scored here beside the seasonal naive.'}
        </Message>
      </Card>
    );
  }
  const inTime = [...own].reverse();
  const origins = inTime.map((item) => item.origin);
  const [first, last] = [inTime[0], inTime.at(-1)];
  const alone = own.length === 1;
  const chooser = levels.length > 1 && <LevelSwitch level={shown} levels={levels} />;
  return (
    <>
      <Card id="accuracy" aria-labelledby="accuracy-title" className="scroll-mt-4 overflow-hidden">
        <CardHeader
          id="accuracy-title"
          title="Accuracy over time"
          description={
            alone
              ? `${levelLabel(shown)}: one forecast has been scored so far; a line begins with the second`
              : `${levelLabel(shown)}: what each past forecast was off by, in percent of sales that came (WAPE)`
          }
          actions={chooser}
        />
        {!alone && (
          <OverTimeChart
            origins={origins}
            lines={[
              { name: 'Published forecast', color: 0, values: inTime.map(({ wape }) => share(wape)) },
              { name: 'Seasonal naive', color: 1, dashed: true, values: inTime.map(({ naiveWape }) => share(naiveWape)) },
            ]}
            label={`Errors of ${inTime.length} forecasts, from ${percent(share(first?.wape ?? null))} at ${day(first?.origin ?? '')} to ${percent(share(last?.wape ?? null))} at ${day(last?.origin ?? '')}; the seasonal naive’s from ${percent(share(first?.naiveWape ?? null))} to ${percent(share(last?.naiveWape ?? null))}.`}
          />
        )}
        <AccuracyTable items={own} />
      </Card>
      {!alone && (
        <Card aria-labelledby="coverage-title" className="overflow-hidden">
          <CardHeader
            id="coverage-title"
            title="Did intervals hold?"
            description="Share of the sales that came inside each interval; dotted is what each promises"
          />
          <OverTimeChart
            origins={origins}
            promises={[0.8, 0.95]}
            lines={[
              { name: '80% interval', color: 0, values: inTime.map(({ coverage80 }) => coverage80) },
              { name: '95% interval', color: 2, values: inTime.map(({ coverage95 }) => coverage95) },
            ]}
            label={`Of what came, ${percent(first?.coverage80)} lay in the 80% interval at first and ${percent(last?.coverage80)} at last; in the 95% interval ${percent(first?.coverage95)} and ${percent(last?.coverage95)}.`}
          />
        </Card>
      )}
    </>
  );
}
