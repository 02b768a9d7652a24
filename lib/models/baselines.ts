import type { Panel } from '@/lib/features/panel';
import { type FittedForecaster, type Forecaster, rowsAt, type SeriesForecasts } from './forecaster';

/**
 * Seasonal naive: the last known value at the same place of the season (Hyndman & Athanasopoulos, FPP3, 5.2).
 * A missing value is looked for one season earlier; a series with none gives the mean of what it has, or 0.
 */
export class SeasonalNaive implements Forecaster, FittedForecaster {
  readonly name = 'seasonal-naive';

  constructor(readonly season: number) {}

  fit(): FittedForecaster {
    return this;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const values = new Float64Array(panel.ids.length * horizon);
    const anchors = rowsAt(panel, origin);
    for (let series = 0; series < panel.ids.length; series++) {
      const start = panel.indptr[series] as number;
      const anchor = anchors[series] as number;
      for (let step = 1; step <= horizon; step++) values[series * horizon + step - 1] = this.value(panel.y, start, anchor, step);
    }
    return { horizon, values };
  }

  private value(y: Float64Array, start: number, anchor: number, step: number): number {
    for (let row = anchor + step - this.season * Math.ceil(step / this.season); row >= start; row -= this.season) {
      const value = y[row] as number;
      if (value === value) return value;
    }
    let count = 0;
    let sum = 0;
    for (let row = start; row <= anchor; row++) {
      const value = y[row] as number;
      if (value === value) {
        count++;
        sum += value;
      }
    }
    return count > 0 ? sum / count : 0;
  }

  [Symbol.dispose](): void {}
}

/** The season that a seasonal naive of a panel repeats: a week of days, a year of weeks or months. */
export function naiveSeason(frequency: Panel['frequency']): number {
  return { day: 7, week: 52, month: 12 }[frequency];
}
