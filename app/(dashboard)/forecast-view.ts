import type { ForecastModel } from '@/components/forecasts/forecast-tiles';
import { seriesLabel } from '@/components/forecasts/series-label';
import { getDataset, getSeries, listSeries, seriesHistory } from '@/lib/datasets/service';
import { latestForecast, listForecastPoints } from '@/lib/forecasts/service';

export interface ForecastQuery {
  dataset?: string;
  level?: string;
  series?: string;
}
