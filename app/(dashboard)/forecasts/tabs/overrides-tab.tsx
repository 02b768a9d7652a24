import { finalPlan } from '@/lib/overrides/service';
import type { TabProps } from '.';
import { OverridesView } from './parts';

/** More than the longest horizon has. */
const allPoints = 1000;

/** A planner's numbers in place of the model's, with their reasons and their scores. */
export async function OverridesTabView({ context }: TabProps) {
  const { dataset, forecast, series, level } = context;
  const plan = await finalPlan({ dataset: dataset.name, level, series: series.id, limit: allPoints });
  return (
    <OverridesView
      key={`${series.id} ${forecast.id}`}
      subject={{
        dataset: dataset.name,
        currency: dataset.currency,
        series: { id: series.id, label: series.label, level },
        modelled: forecast.level,
      }}
      plan={plan}
    />
  );
}
