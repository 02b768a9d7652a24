import { parseDay } from '@/lib/data/days';
import type { ImportReport } from '@/lib/data/import/report';
import { leastPeriods } from '@/lib/evaluation/windows';

const usual = { day: 30, week: 12, month: 6 } as const;
const daysOf = { day: 1, week: 7, month: 30.44 } as const;

/** The usual horizon, or the longest that a short history can be learnt and judged with; undefined where it is too short for any. */
export function fittingHorizon({
  frequency,
  firstDate,
  lastDate,
}: Pick<ImportReport, 'frequency' | 'firstDate' | 'lastDate'>): number | undefined {
  const periods = Math.floor((parseDay(lastDate) - parseDay(firstDate)) / daysOf[frequency]) + 1;
  for (let horizon = usual[frequency]; horizon > 0; horizon--) if (leastPeriods(horizon, frequency) <= periods) return horizon;
  return undefined;
}

/** The fewest periods that a forecast can be made of. */
export function fewestPeriods(frequency: ImportReport['frequency']): number {
  return leastPeriods(1, frequency);
}
