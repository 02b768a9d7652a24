import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { fitProfile, type Profile } from '../profile/profile';
import { mapForecasts, mapHistory } from './rows';
import type { FitTransform, FittedTransform } from './transform';

/** Least factor that a target is divided by: a weekday on which nothing is sold tells nothing of the level. */
const least = 0.02;

/** Profiles of a panel by origin: members that are backtested at the same origins share them. */
const profiles = new WeakMap<Panel, Map<number, { calendar: HolidayCalendar; profile: Profile | undefined }>>();
/** Profiles that are kept of a panel, each two numbers a row. */
const mostKept = 12;

function profileOf(panel: Panel, origin: number, calendar: HolidayCalendar): Profile | undefined {
  const kept = profiles.get(panel) ?? new Map();
  profiles.set(panel, kept);
  const known = kept.get(origin);
  if (known && known.calendar === calendar) return known.profile;
  const profile = fitProfile(panel, origin, calendar);
  kept.set(origin, { calendar, profile });
  if (kept.size > mostKept) kept.delete(kept.keys().next().value as number);
  return profile;
}

/** Over seasonal indices and holiday effects, all learnt together. */
export const fitDeseasonalise: FitTransform = (panel, origin, calendar) => {
  const profile = profileOf(panel, origin, calendar);
  return profile && { ...divideBy(panel, origin, profile.factor), profile };
};

/** Over the effects of moving holidays only: what a model with seasons of its own cannot know. */
export const fitHolidays: FitTransform = (panel, origin, calendar) => {
  const profile = profileOf(panel, origin, calendar);
  return profile && { ...divideBy(panel, origin, profile.holidayFactor), profile };
};

function divideBy(panel: Panel, origin: number, factor: Float64Array): FittedTransform {
  return {
    target: mapHistory(panel, origin, (y, row) => ((factor[row] as number) < least ? Number.NaN : y / (factor[row] as number))),
    invert: (values, horizon) => mapForecasts(panel, origin, values, horizon, (value, row) => value * (factor[row] as number)),
  };
}
