import type { TabProps } from '.';
import { DriversView } from './parts';

/** What moves the forecast. The predictor is asked by the browser, so that the page does not wait for a model that still loads. */
export function DriversTabView({ context: { dataset, series, forecast } }: TabProps) {
  return (
    <DriversView
      key={series.id}
      dataset={dataset.name}
      series={{ id: series.id, label: series.label }}
      currency={dataset.currency}
      frequency={forecast.frequency}
    />
  );
}
