import { mapForecasts, mapHistory } from './rows';
import type { FitTransform } from './transform';

/** log(1 + y). Forecasts come back as medians of sales, since a mean of logarithms is no logarithm of a mean. */
export const fitLog1p: FitTransform = (panel, origin) => {
  const target = mapHistory(panel, origin, Math.log1p);
  for (let row = 0; row < target.length; row++)
    if (Number.isNaN(target[row]) && (panel.y[row] as number) < 0 && (panel.ds[row] as number) <= origin) return undefined;
  return { target, invert: (values, horizon) => mapForecasts(panel, origin, values, horizon, (value) => Math.expm1(value)) };
};
