// Builds panels from the rows of a file and forecasts them, as told on the command line; the test starts it in other time zones.
import { readFileSync, writeFileSync } from 'node:fs';
import { isoDate } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { type FrameOptions, type PanelRow, panelFromRows } from '@/lib/data/panel-from-frame';
import { type AutomaticOptions, forecastAutomatically } from '@/lib/pipeline/automatic';

/** One panel to forecast. */
export interface Case {
  rows: PanelRow[];
  options: FrameOptions;
  members: AutomaticOptions['members'];
}

const [input, output] = process.argv.slice(2) as [string, string];
const cases = JSON.parse(readFileSync(input, 'utf8')) as Case[];
const answers = cases.map(({ rows, options, members }) => {
  const panel = panelFromRows(rows, options);
  const { mean, lower, upper, best } = forecastAutomatically(panel, options.horizon, holidayCalendar(panel.ds), { members, threads: 1 });
  return {
    origin: isoDate(panel.origin),
    days: [...panel.ds],
    best,
    mean: [...mean],
    bounds: [...lower, ...upper].map((bound) => [...bound]),
  };
});
writeFileSync(output, JSON.stringify({ offset: new Date(2024, 0, 1).getTimezoneOffset(), answers }));
