import { isoDate, parseDay, weekday } from '@/lib/data/days';
import { recordedSpan } from '@/lib/data/observation-grid';
import type { ObservationSource } from '@/lib/data/observation-source';
import { PeriodClock } from '@/lib/data/period-clock';
import { type PeriodMap, periodMap } from '@/lib/data/period-map';
import type { DatasetSettings } from '@/lib/datasets/schema';
import { AlmanacError, invalid } from '@/lib/errors';
import { leastPeriods } from '@/lib/evaluation/windows';
import type { WeekLabel } from '@/lib/features/panel';
import type { PipelineParameters } from './parameters';

/** The periods of an imported dataset that a run learns from, and what they are summed to. */
export interface ObservationWindow {
  /** Labels of the first and the last period with a recorded target. */
  first: number;
  last: number;
  map: PeriodMap;
  /** What the date of a week of the run says of it. */
  weekLabel: WeekLabel;
}

const unit = { day: 'days', week: 'complete weeks', month: 'complete months' } as const;

/**
 * Which periods a run learns from: those with a recorded target between its dates, of these the newest `maxFilesToProcess`,
 * of these the complete weeks or months where the run works by longer periods than the data.
 * @throws AlmanacError `validation_failed` naming the parameter that leaves too little; `data_invalid` where nothing was
 *   recorded at all, or weekly dates fall on several weekdays
 */
export function observationWindow(
  source: ObservationSource,
  parameters: PipelineParameters,
  settings: Pick<DatasetSettings, 'weekLabel'>,
): ObservationWindow {
  const { dataset, frequency, horizon, maxFilesToProcess, dataStartDate, dataEndDate } = parameters;
  const own = source.observations.frequency;
  const { firstDate, lastDate } = source.manifest;
  const asked = {
    from: dataStartDate === undefined ? undefined : parseDay(dataStartDate),
    to: dataEndDate === undefined ? undefined : parseDay(dataEndDate),
  };
  let field: 'horizon' | 'dataStartDate' | 'dataEndDate' | 'maxFilesToProcess' = 'horizon';
  if (dataEndDate !== undefined && dataEndDate < lastDate) field = 'dataEndDate';
  if (dataStartDate !== undefined && dataStartDate > firstDate) field = 'dataStartDate';
  let span = recordedSpan(source, asked);
  if (!span) {
    if (field === 'horizon') throw nothingRecorded(source);
    throw invalid(field, `leaves no recorded target of ${dataset}: its data go from ${firstDate} to ${lastDate}`);
  }
  const clock = new PeriodClock(own, span.first);
  if (clock.find(span.last) === undefined) throw severalWeekdays(source, span);
  if (maxFilesToProcess !== undefined && clock.indexOf(span.last) - clock.indexOf(span.first) >= maxFilesToProcess) {
    field = 'maxFilesToProcess';
    // The newest date has a target; the oldest of the N may be a gap.
    span = recordedSpan(source, { from: clock.dayOf(clock.indexOf(span.last) - maxFilesToProcess + 1), to: span.last }) ?? span;
  }
  const labelled = settings.weekLabel ?? (weekday(span.first) === 0 ? 'start' : 'end');
  const map = periodMap(own, frequency, span, horizon, own === 'week' ? labelled : 'start');
  const least = leastPeriods(horizon, frequency);
  if (map.recorded < least) {
    const told = map.recorded > 0 ? ` (${isoDate(map.labels[0] as number)} to ${isoDate(map.labels[map.recorded - 1] as number)})` : '';
    const periods = own === frequency ? `${frequency}s` : unit[frequency];
    throw invalid(field, `leaves ${map.recorded} ${periods}${told}; a horizon of ${horizon} needs at least ${least}`);
  }
  return { ...span, map, weekLabel: own === 'week' && frequency === 'week' ? labelled : 'start' };
}

function nothingRecorded(source: ObservationSource): AlmanacError {
  return new AlmanacError(
    'data_invalid',
    `Nothing was recorded in ${source.manifest.dataset} version ${source.manifest.version}: every target is missing.`,
    [{ path: 'observations, y', message: 'import data with at least one target' }],
  );
}

function severalWeekdays({ manifest }: ObservationSource, { first, last }: { first: number; last: number }): AlmanacError {
  const message = `${isoDate(last)} is no whole number of weeks after ${isoDate(first)}`;
  return new AlmanacError(
    'data_invalid',
    `The dates of ${manifest.dataset}, which is recorded by the week, fall on several weekdays: ${message}.`,
    [{ path: 'observations, date', message }],
  );
}
