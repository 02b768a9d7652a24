import type { Crumb } from '@/components/forecasts/hierarchy-crumbs';
import { seriesLabel } from '@/components/forecasts/series-label';
import { seriesId } from '@/lib/datasets/series-id';
import { wayDown } from '@/lib/series-forecasts/levels';
import type { ForecastContext } from '../forecast-context';
import type { TabProps } from '.';
import { HierarchyView } from './parts';

/** A series and what it is the sum of. */
export function HierarchyTabView({ context }: TabProps) {
  const { dataset, series, forecast } = context;
  return (
    <HierarchyView
      key={series.id}
      dataset={dataset.name}
      series={{ id: series.id, label: series.label }}
      crumbs={crumbsOf(context)}
      currency={dataset.currency}
      frequency={forecast.frequency}
      horizon={forecast.horizon}
    />
  );
}

/** The way from the whole down to the series. */
function crumbsOf({ dataset, series, levels }: ForecastContext): Crumb[] {
  return wayDown(series.level, levels, {}).map((level) => {
    const names = level === 'total' ? [] : level.split('+');
    const keys = Object.fromEntries(names.map((name) => [name, series.keys[name] ?? '']));
    // Of a deeper one only what it adds: store 1, then Electronics.
    const label = seriesLabel({ level, keys });
    return { id: seriesId(dataset.name, level, keys), level, label };
  });
}
