import type { TabProps } from '.';
import { AccuracyView } from './parts';

/** How far forecasts of the series were off, and are. */
export function AccuracyTabView({ context: { dataset, series, forecast } }: TabProps) {
  return (
    <AccuracyView
      key={series.id}
      dataset={dataset.name}
      series={{ id: series.id, label: series.label }}
      level={forecast.level}
      currency={dataset.currency}
      frequency={forecast.frequency}
    />
  );
}
