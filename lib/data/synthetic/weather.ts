import { drift, normal, type Stream, stream, uniform } from './random';
import type { Region, Store } from './stores';

export interface Weather {
  /** Mean of the day, degrees Celsius, to a tenth. */
  temperature: number;
  /** Rain, or snow as water, in millimetres, to a tenth. */
  precipitation: number;
}

/** Mean temperature, half its yearly range, and share of days with rain. */
const climates: Record<Region, { mean: number; range: number; wet: number }> = {
  Northeast: { mean: 11, range: 12.5, wet: 0.36 },
  South: { mean: 19, range: 9.5, wet: 0.3 },
  Midwest: { mean: 10, range: 14.5, wet: 0.31 },
  West: { mean: 16, range: 7, wet: 0.2 },
};

/** Average temperature of a region at a position in the year (0 is 1 January). */
export function normalTemperature(region: Region, at: number): number {
  const { mean, range } = climates[region];
  return mean - range * Math.cos((2 * Math.PI * (at - 18)) / 365.25);
}

/** The weather at a store: its region's, which changes over days, and a little of its own. */
export class WeatherStation {
  readonly #region: Stream;
  readonly #own: Stream;

  constructor(
    seed: number,
    private readonly store: Store,
  ) {
    this.#region = stream(seed, 'weather', store.region);
    this.#own = stream(seed, 'weather', store.id);
  }

  at(day: number, dayOfYear: number): Weather {
    const { wet } = climates[this.store.region];
    const temperature =
      normalTemperature(this.store.region, dayOfYear) +
      3.2 * drift(this.#region, day, 6) +
      1.3 * normal(this.#region, day, 7) +
      0.6 * normal(this.#own, day, 1);
    // A front passes over some three days: the same drift decides for the whole region whether it rains.
    const front = drift(stream(this.#region, 'front'), day, 3) + 0.5 * normal(this.#own, day, 2);
    const dry = 0.5244 + (0.36 - wet) * 2.6;
    const precipitation = front > dry ? -Math.log(uniform(this.#own, day, 6)) * (2 + 5 * (front - dry)) : 0;
    return { temperature: Math.round(temperature * 10) / 10, precipitation: Math.round(precipitation * 10) / 10 };
  }
}
