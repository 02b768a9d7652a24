import { ForecastTiles } from '@/components/forecasts/forecast-tiles';
import { ForecastWorkbench } from '@/components/forecasts/forecast-workbench';
import { PlannedCard } from '@/components/forecasts/planned-card';
import { occasions } from '@/components/forecasts/planned-events';
import { overridesOf } from '@/lib/overrides/service';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { readForecastView } from '../forecast-view';
import type { TabProps } from '.';

/** What was sold, what is expected, and how sure that is: as a chart and in figures. */
export async function ForecastTabView({ context, lastRun }: TabProps) {
  const { dataset, forecast, series } = context;
  const [{ history, points, holidays, events, model }, schedule, overridden] = await Promise.all([
    readForecastView(context),
    getSchedule(),
    overridesOf({ dataset: dataset.name, series: series.id }),
  ]);
  const overrides = overridden.map(({ date, final, override }) => ({ date, value: final, reasons: override?.reasons ?? [] }));
  const { currency, weekLabel } = dataset;
  const { frequency, origin } = forecast;
  return (
    <div className="flex flex-col gap-5">
      <ForecastTiles
        points={points}
        history={history}
        currency={currency}
        frequency={frequency}
        model={model}
        lastRun={lastRun}
        schedule={(schedule.parameters.dataset ?? sampleDataset) === dataset.name ? schedule : undefined}
      />
      <ForecastWorkbench
        key={series.id}
        data={{
          dataset: dataset.name,
          series: { id: series.id, label: series.label, level: series.level },
          ...{ currency, frequency, weekLabel, origin, history, points, holidays, events, overrides },
        }}
      />
      <PlannedCard occasions={occasions({ holidays, events }, points, history, { frequency, weekLabel })} currency={currency} />
    </div>
  );
}
