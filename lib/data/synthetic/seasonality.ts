import { calendarDate, dayOf } from '../days';

export const seasonalities = ['holiday', 'summer', 'winter', 'back_to_school', 'fitness', 'spring', 'all_year'] as const;
export type Seasonality = (typeof seasonalities)[number];

/** Peaks of a pattern: day of a 365-day year (0 is 1 January), width in days (standard deviation) and height against 1. */
const peaks: Record<Seasonality, { at: number; width: number; height: number }[]> = {
  holiday: [{ at: 346, width: 14, height: 0.8 }],
  summer: [
    { at: 187, width: 38, height: 0.75 },
    { at: 15, width: 45, height: -0.3 },
  ],
  winter: [
    { at: 8, width: 40, height: 0.7 },
    { at: 196, width: 50, height: -0.35 },
  ],
  back_to_school: [{ at: 226, width: 16, height: 0.75 }],
  fitness: [
    { at: 9, width: 18, height: 0.65 },
    { at: 135, width: 22, height: 0.2 },
  ],
  spring: [{ at: 112, width: 26, height: 0.6 }],
  all_year: [],
};

/** How the whole trade moves over the year: a quiet February, a busy December. */
const traffic = [
  { at: 347, width: 15, height: 0.28 },
  { at: 40, width: 22, height: -0.09 },
  { at: 226, width: 20, height: 0.05 },
];

function curve(at: number, of: { at: number; width: number; height: number }[]): number {
  let value = 1;
  for (const peak of of) {
    const distance = Math.abs(at - peak.at);
    const days = Math.min(distance, 365 - distance) / peak.width;
    value += peak.height * Math.exp(-0.5 * days * days);
  }
  return value;
}

/** Position in the year in days, 0 to 365, the same for 1 March of any year within a day. */
export function dayOfYear(day: number): number {
  return Math.min(364.999, day - dayOf(calendarDate(day).year, 1, 1));
}

/** Demand of a product of this pattern against its mean year, at a position in the year. */
export function seasonalDemand(pattern: Seasonality, at: number): number {
  return curve(at, peaks[pattern]);
}

/** Visitors against an average day, at a position in the year. */
export function seasonalTraffic(at: number): number {
  return curve(at, traffic);
}
