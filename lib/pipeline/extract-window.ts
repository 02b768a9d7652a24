import { isoDate, parseDay } from '@/lib/data/days';
import { dayOfFile } from '@/lib/data/partitions';
import { labelOf, PeriodClock, periodSpan } from '@/lib/data/period-clock';
import type { Window } from '@/lib/data/source';
import type { Manifest } from '@/lib/datasets/manifest';
import { invalid } from '@/lib/errors';
import { leastPeriods } from '@/lib/evaluation/windows';
import type { PipelineParameters } from './parameters';

/** The days a run reads: whole periods only, so that the first and the last are as full as the others. */
export interface ExtractWindow extends Window {
  /** Day files of sales inside. */
  files: number;
  /** Periods from the first to the last. */
  periods: number;
}

/**
 * Which days of a dataset version a run learns from: those between its dates, of these the newest `maxFilesToProcess`, of
 * these the complete weeks (Monday to Sunday) or months where it works by those.
 * @throws AlmanacError `validation_failed` naming the parameter that leaves too little
 */
export function extractWindow(manifest: Manifest, parameters: PipelineParameters): ExtractWindow {
  const { dataStartDate, dataEndDate, maxFilesToProcess, frequency, horizon } = parameters;
  if (dataStartDate && dataStartDate > manifest.lastDate)
    throw invalid('dataStartDate', `must not be after ${manifest.lastDate}, where the data of ${manifest.dataset} end`);
  if (dataEndDate && dataEndDate < manifest.firstDate)
    throw invalid('dataEndDate', `must not be before ${manifest.firstDate}, where the data of ${manifest.dataset} begin`);
  const from = parseDay(dataStartDate ?? manifest.firstDate);
  const to = parseDay(dataEndDate ?? manifest.lastDate);
  const inside = manifest.files
    .flatMap((file) => dayOfFile(file.path) ?? [])
    .filter(({ table, day }) => table === 'sales' && day >= from && day <= to)
    .map(({ day }) => day)
    .sort((a, b) => a - b);
  const days = maxFilesToProcess === undefined ? inside : inside.slice(-maxFilesToProcess);
  const cut = days.length < inside.length;
  const field = cut
    ? 'maxFilesToProcess'
    : dataStartDate && dataStartDate > manifest.firstDate
      ? 'dataStartDate'
      : dataEndDate && dataEndDate < manifest.lastDate
        ? 'dataEndDate'
        : 'horizon';
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined)
    throw invalid(field, `leaves no day of ${manifest.dataset}: its data go from ${manifest.firstDate} to ${manifest.lastDate}`);
  const opening = labelOf(frequency, first);
  const whole = {
    first: opening === first ? first : periodSpan(frequency, opening, 'start').last + 1,
    last: labelOf(frequency, last + 1) - 1,
  };
  const clock = new PeriodClock(frequency, whole.first);
  const periods = Math.max(0, clock.indexOf(whole.last + 1) - clock.indexOf(whole.first));
  const least = leastPeriods(horizon, frequency);
  if (periods < least) {
    const unit = { day: 'days', week: 'complete weeks', month: 'complete months' }[frequency];
    const span = periods > 0 ? ` (${isoDate(whole.first)} to ${isoDate(whole.last)})` : '';
    throw invalid(field, `leaves ${periods} ${unit}${span}; a horizon of ${horizon} needs at least ${least}`);
  }
  return { ...whole, periods, files: days.filter((day) => day >= whole.first && day <= whole.last).length };
}
