import type { Scored } from './metrics';

/**
 * Forecasts of several series at several origins beside what came, as backtests lay them out:
 * `[(origin * series + i) * horizon + step - 1]`, origins in time order. NaN where there is no actual or no forecast.
 */
export interface OriginBlocks extends Scored {
  series: number;
}

/** @throws RangeError where the columns do not hold a whole number of origins. */
export function originsOf({ actual, forecast, series, horizon }: OriginBlocks): number {
  const origins = actual.length / (series * horizon);
  if (!Number.isInteger(origins) || forecast.length !== actual.length) {
    throw new RangeError(
      `${actual.length} actuals and ${forecast.length} forecasts are not blocks of ${series} series by ${horizon} steps at every origin.`,
    );
  }
  return origins;
}
