import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { fitDeseasonalise, fitHolidays } from './deseasonalise';
import { fitDifference, fitRatio } from './lagged';
import { fitLog1p } from './log1p';
import { fitStandardise } from './standardise';
import type { FittedTransform, TransformSpec } from './transform';

/** Fits one transform; undefined where the target does not allow it. */
export function fitTransform(spec: TransformSpec, panel: Panel, origin: number, calendar: HolidayCalendar): FittedTransform | undefined {
  switch (spec.kind) {
    case 'log1p':
      return fitLog1p(panel, origin, calendar);
    case 'standardise':
      return fitStandardise(panel, origin, calendar);
    case 'difference':
      return fitDifference(panel, origin, spec.lag);
    case 'ratio':
      return fitRatio(panel, origin, spec.lag);
    case 'holidays':
      return fitHolidays(panel, origin, calendar);
    case 'deseasonalise':
      return fitDeseasonalise(panel, origin, calendar);
  }
}
