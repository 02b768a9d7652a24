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
import { UnivariateForecaster } from '../statistical/univariate';
import { WindowAverage } from '../statistical/window-average';
import { FittedTransformed, TransformedForecaster } from '../transformed';
import type { MemberConfig, StatisticalConfig } from './member';

/** Periods that the window average is taken over. */
const averageWindow = 8;

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

function statistical({ method, seasons, newest }: StatisticalConfig): Forecaster & FittedForecaster {
  const season = Math.max(1, ...seasons);
  switch (method) {
    case 'level':
      return new SmoothedLevel();
    case 'theta':
      return new UnivariateForecaster(new Theta({ season, kind: 'DOTM' }), season, newest);
    case 'ets':
      return new UnivariateForecaster(new AutoEts({ season: 1, model: 'ZZN' }), season, newest);
    case 'ces':
      return new UnivariateForecaster(new AutoCes(season), season, newest);
    case 'mstl':
      return new UnivariateForecaster(new Mstl(seasons), season, newest);
    case 'seasonal-naive-ratio':
      return new UnivariateForecaster(new SeasonalNaiveRatio({ season, window: ratioWindow(season) }), season, newest);
    case 'window-average':
      return new UnivariateForecaster(new WindowAverage({ window: averageWindow }), season, newest);
    case 'seasonal-naive':
      return new SeasonalNaive(season);
  }
}

/** Periods whose sales are compared with those of the season before: eight weeks, eight weeks of days, three months. */
function ratioWindow(season: number): number {
  if (season > 200) return 56;
  return season > 12 ? 8 : 3;
}
