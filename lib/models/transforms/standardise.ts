import { rowsAt } from '../forecaster';
import { mapForecasts, mapHistory } from './rows';
import type { FitTransform } from './transform';

/** Each series less its mean, over its sample standard deviation (1 where it does not vary). */
export const fitStandardise: FitTransform = (panel, origin) => {
  const anchors = rowsAt(panel, origin);
  const moments = panel.ids.map((_, series) => momentsOf(panel.y, panel.indptr[series] as number, anchors[series] as number));
  const of = (series: number) => moments[series] as { mean: number; deviation: number };
  return {
    target: mapHistory(panel, origin, (y, _row, _start, series) => (y - of(series).mean) / of(series).deviation),
    invert: (values, horizon) =>
      mapForecasts(panel, origin, values, horizon, (value, _row, series) => value * of(series).deviation + of(series).mean),
  };
};

function momentsOf(y: Float64Array, start: number, end: number): { mean: number; deviation: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let row = start; row <= end; row++) {
    const value = y[row] as number;
    if (value !== value) continue;
    count++;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
