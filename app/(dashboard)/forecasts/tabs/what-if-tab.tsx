import { redirect } from 'next/navigation';
import { whatIfAddress } from '@/components/what-if/address';
import { readEdits } from '@/components/what-if/edits-address';
import { isoDate, parseDay } from '@/lib/data/days';
import { seriesHistory } from '@/lib/datasets/service';
import { getForecasts } from '@/lib/forecasts/service';
import { getScenarios } from '@/lib/scenarios/service';
import type { TabProps } from '.';
import { ScenarioCompare, ScenarioList, WhatIf } from './parts';

/** Days of sales before the forecast, for the eye to begin with. */
const historyDays = { day: 35, week: 26 * 7, month: 730 } as const;
/** More than the longest horizon has. */
const allPoints = 1000;
const mostCompared = 4;

/** What would be sold if promotions, prices or closures were otherwise: an editor, saved scenarios, and some of them compared. */
export async function WhatIfTabView({ context, search }: TabProps) {
  const { dataset, forecast, level, series } = context;
  const compared = [...new Set(search.scenarios)].slice(0, mostCompared);
  const [{ items: points }, [opened], scenarios] = await Promise.all([
    getForecasts({ dataset: dataset.name, level, series: series.id, origin: forecast.origin, limit: allPoints }),
    getScenarios(search.scenario === undefined ? [] : [search.scenario]),
    getScenarios(compared),
  ]);
  const scenario = opened?.dataset === dataset.name ? opened : undefined;
  // A link to a scenario alone leads to its series.
  if (scenario && scenario.series !== series.id && search.series === undefined && search.level === undefined)
    redirect(whatIfAddress({ dataset: dataset.name, series: scenario.series, scenario: scenario.id }));
  const from = isoDate(parseDay(forecast.origin) - historyDays[forecast.frequency]);
  const history = await seriesHistory(series.id, { from, to: forecast.origin });
  const subject = {
    dataset: dataset.name,
    currency: dataset.currency,
    forecast: { id: forecast.id, frequency: forecast.frequency },
    series: { id: series.id, label: series.label },
    history: history.items,
    points: points.map(({ date, mean, lower80, upper80 }) => ({ date, mean, lower80, upper80 })),
  };
  const own = scenario?.series === series.id ? scenario : undefined;
  const told = readEdits(search.edits);
  return (
    <div className="flex flex-col gap-5">
      {scenarios.length > 1 ? (
        <ScenarioCompare subject={subject} scenarios={scenarios} />
      ) : (
        <WhatIf
          key={`${series.id} ${own?.id} ${own?.updatedAt}`}
          subject={subject}
          scenario={own}
          edits={told.length > 0 ? told : (own?.edits ?? [])}
        />
      )}
      <ScenarioList key={series.id} dataset={dataset.name} series={series.id} currency={dataset.currency} compared={compared} />
    </div>
  );
}
