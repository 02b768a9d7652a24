import { fitProfile } from '../profile/profile';
import { mapForecasts, mapHistory } from './rows';
import type { FitTransform, FittedTransform } from './transform';

/** Least factor that a target is divided by: a weekday on which nothing is sold tells nothing of the level. */
const least = 0.02;

/** Over seasonal indices and holiday effects, all learnt together. */
export const fitDeseasonalise: FitTransform = (panel, origin, calendar) => {
  const profile = fitProfile(panel, origin, calendar);
  return profile && { ...divideBy(panel, origin, profile.factor), profile };
};

/** Over the effects of moving holidays only: what a model with seasons of its own cannot know. */
export const fitHolidays: FitTransform = (panel, origin, calendar) => {
  const profile = fitProfile(panel, origin, calendar);
  return profile && { ...divideBy(panel, origin, profile.holidayFactor), profile };
};

function divideBy(panel: Parameters<FitTransform>[0], origin: number, factor: Float64Array): FittedTransform {
  return {
    target: mapHistory(panel, origin, (y, row) => ((factor[row] as number) < least ? Number.NaN : y / (factor[row] as number))),
    invert: (values, horizon) => mapForecasts(panel, origin, values, horizon, (value, row) => value * (factor[row] as number)),
  };
}
