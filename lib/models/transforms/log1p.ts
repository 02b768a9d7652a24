import { mapForecasts, mapHistory } from './rows';
import type { FitTransform } from './transform';

/** log(1 + y). Forecasts come back as medians of sales, since a mean of logarithms is no logarithm of a mean. */
export const fitLog1p: FitTransform = (panel, origin) => {
  let negative = false;
  const target = mapHistory(panel, origin, (y) => {
    if (y < 0) negative = true;
    return Math.log1p(y);
  });
  if (negative) return undefined;
  return { target, invert: (values, horizon) => mapForecasts(panel, origin, values, horizon, (value) => Math.expm1(value)) };
};
