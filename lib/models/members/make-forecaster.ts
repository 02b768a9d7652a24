import type { HolidayCalendar } from '@/lib/features/calendar';
import { SeasonalNaive } from '../baselines';
import { BoostedForecaster, type FitOptions } from '../boosted';
import type { BoostedConfig } from '../boosted-config';
import type { BoosterLibrary } from '../booster';
import type { FittedBoosted } from '../fitted-boosted';
import type { FittedForecaster, Forecaster } from '../forecaster';
import { SmoothedLevel } from '../level';
import { AutoCes } from '../statistical/auto-ces';
import { AutoEts } from '../statistical/ets';
import { Mstl } from '../statistical/mstl';
import { SeasonalNaiveRatio } from '../statistical/seasonal-naive-ratio';
import { Theta } from '../statistical/theta';
import { UnivariateForecaster, type UnivariateModel } from '../statistical/univariate';
import { WindowAverage } from '../statistical/window-average';
import { FittedTransformed, TransformedForecaster } from '../transformed';
import type { MemberConfig, StatisticalConfig } from './member';

/** Periods that the window average is taken over. */
const averageWindow = 8;
/** Newest periods that a method which treats each series by itself learns from: older ones cost time and tell little. */
const mostPeriods = 1100;

/** A statistical member, ready to be fitted. */
export function makeStatistical({ transforms, model }: MemberConfig, calendar: HolidayCalendar): Forecaster {
  return new TransformedForecaster(statistical(model as StatisticalConfig), transforms, calendar);
}

/** A boosted member, ready to be fitted. */
export function makeBoosted(
  library: BoosterLibrary,
  { transforms, model }: MemberConfig,
  calendar: HolidayCalendar,
): TransformedForecaster<FittedBoosted, FitOptions> {
  return new TransformedForecaster(new BoostedForecaster(library, model as BoostedConfig, calendar), transforms, calendar);
}

/** A boosted member that was fitted before, around what was brought back from its files. */
export function restoreBoosted(
  fitted: FittedBoosted,
  { transforms }: MemberConfig,
  calendar: HolidayCalendar,
): FittedTransformed<FittedBoosted> {
  return new FittedTransformed(fitted, transforms, calendar);
}

function statistical({ method, seasons }: StatisticalConfig): Forecaster & FittedForecaster {
  const season = Math.max(1, ...seasons);
  switch (method) {
    case 'level':
      return new SmoothedLevel();
    case 'theta':
      return univariate(new Theta({ season, kind: 'DOTM' }), season);
    case 'ets':
      return univariate(new AutoEts({ season: 1, model: 'ZZN' }), season);
    case 'ces':
      return univariate(new AutoCes(season), season);
    case 'mstl':
      return univariate(new Mstl(seasons), season);
    case 'seasonal-naive-ratio':
      return univariate(new SeasonalNaiveRatio({ season, window: ratioWindow(season) }), season);
    case 'window-average':
      return univariate(new WindowAverage({ window: averageWindow }), season);
    case 'seasonal-naive':
      return new SeasonalNaive(season);
  }
}

/** Periods whose sales are compared with those of the season before: eight weeks, eight weeks of days, three months. */
function ratioWindow(season: number): number {
  if (season > 200) return 56;
  return season > 12 ? 8 : 3;
}

function univariate(model: UnivariateModel, season: number): UnivariateForecaster {
  return new UnivariateForecaster(model, season, mostPeriods);
}
