import { stream, uniform } from './random';

export const regions = ['Northeast', 'South', 'Midwest', 'West'] as const;
export type Region = (typeof regions)[number];
export const formats = ['flagship', 'mall', 'superstore', 'standard', 'express'] as const;
export type StoreFormat = (typeof formats)[number];

export interface Store {
  id: string;
  index: number;
  format: StoreFormat;
  region: Region;
  /** Sales floor in square metres. */
  area: number;
  /** Visitors of an ordinary day at the start of 2024. */
  visitors: number;
  /** Growth of visitors a year, 0.03 being 3 %. */
  growth: number;
  /** Visitors by weekday against the week's mean, Monday first. */
  week: number[];
  /** How readily its visitors buy in each category, in the order of `categories`. */
  taste: number[];
}

const profile: Record<StoreFormat, { area: number; visitors: number; week: number[] }> = {
  flagship: { area: 5200, visitors: 3400, week: [0.84, 0.85, 0.89, 0.95, 1.13, 1.28, 1.06] },
  mall: { area: 2400, visitors: 2100, week: [0.76, 0.77, 0.82, 0.92, 1.16, 1.41, 1.16] },
  superstore: { area: 7800, visitors: 2700, week: [0.85, 0.83, 0.86, 0.92, 1.06, 1.31, 1.17] },
  standard: { area: 1500, visitors: 1250, week: [0.92, 0.91, 0.94, 0.98, 1.1, 1.2, 0.95] },
  express: { area: 420, visitors: 640, week: [1.06, 1.07, 1.08, 1.08, 1.11, 0.87, 0.73] },
};

/** Store number `index` (0 for the first) of the retailer with this seed; the same whatever the number of stores. */
export function makeStore(seed: number, index: number): Store {
  const id = `store_${String(index + 1).padStart(3, '0')}`;
  const own = stream(seed, 'store', id);
  const format = formats[index % formats.length] as StoreFormat;
  const { area, visitors, week } = profile[format];
  const tilted = week.map((effect, day) => effect * (0.97 + 0.06 * uniform(own, day, 1)));
  const mean = tilted.reduce((sum, effect) => sum + effect, 0) / 7;
  return {
    id,
    index,
    format,
    region: regions[Math.floor(index * 1.3) % regions.length] as Region,
    area: Math.round(area * (0.8 + 0.4 * uniform(own, 0))),
    visitors: Math.round(visitors * (0.75 + 0.5 * uniform(own, 1))),
    growth: -0.02 + 0.1 * uniform(own, 2),
    week: tilted.map((effect) => effect / mean),
    taste: [0, 1, 2, 3].map((category) => 0.8 + 0.4 * uniform(own, 3 + category)),
  };
}
