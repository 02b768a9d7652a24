import { ForecastChart } from '@/components/charts/forecast-chart';
import { ForecastTiles } from '@/components/forecasts/forecast-tiles';
import { count } from '@/components/format';
import { ForecastTable } from '@/components/tables/forecast-table';
import { Card, CardHeader } from '@/components/ui/card';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { readForecastView } from '../forecast-view';
import type { TabProps } from '.';

/** What was sold, what is expected, and how sure that is: as a chart and in figures. */
export async function ForecastTabView({ context }: TabProps) {
  const { dataset, forecast, series } = context;
  const [{ history, points, holidays, events, model }, runs, schedule] = await Promise.all([
    readForecastView(context),
    listPipelineRuns({ dataset: dataset.name, limit: 1 }),
    getSchedule(),
  ]);
  const { currency } = dataset;
  const { frequency } = forecast;
  return (
    <div className="flex flex-col gap-5">
      <ForecastTiles
        points={points}
        history={history}
        currency={currency}
        frequency={frequency}
        model={model}
        lastRun={runs.items[0]}
        schedule={(schedule.parameters.dataset ?? sampleDataset) === dataset.name ? schedule : undefined}
      />
      <Card aria-labelledby="chart-title" className="pb-1">
        <CardHeader id="chart-title" title={series.label} description="Sales and forecast with 80% and 95% intervals" />
        <ForecastChart
          key={series.id}
          name={series.label}
          data={{ history, points, origin: forecast.origin, holidays, events, currency, frequency }}
        />
      </Card>
      <Card aria-labelledby="table-title" className="overflow-hidden">
        <CardHeader id="table-title" title="Forecast in figures" description={`${series.label}, ${count(points.length, frequency)}`} />
        <ForecastTable key={series.id} points={points} history={history} currency={currency} name={series.label} />
      </Card>
    </div>
  );
}
