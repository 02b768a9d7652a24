/** Kinds of demand (Syntetos, Boylan & Croston 2005). */
export const demandClasses = ['smooth', 'erratic', 'intermittent', 'lumpy', 'none'] as const;

export type DemandClass = (typeof demandClasses)[number];

/** Periods between sales above which demand is intermittent or lumpy. */
const intermittentInterval = 1.32;

/** Squared coefficient of variation of sizes above which demand is erratic or lumpy. */
const erraticVariation = 0.49;

/**
 * Kind of demand of rows `start` to `end`, NaN left out: `none` where nothing was sold.
 * `interval` (ADI) is periods a period with sales, `variation` (CV2) the squared coefficient of variation of the sizes of
 * those sales (variance over n - 1; 0 for a single sale).
 */
export function demandClass(y: Float64Array, start: number, end: number): { name: DemandClass; interval: number; variation: number } {
  let periods = 0;
  let sales = 0;
  let mean = 0;
  let squares = 0;
  for (let row = start; row <= end; row++) {
    const value = y[row] as number;
    if (value !== value) continue;
    periods++;
    if (value === 0) continue;
    // Welford's update: the spread may be small beside the level.
    sales++;
    const off = value - mean;
    mean += off / sales;
    squares += off * (value - mean);
  }
  if (sales === 0) return { name: 'none', interval: Number.POSITIVE_INFINITY, variation: 0 };
  const interval = periods / sales;
  const variation = sales > 1 ? squares / (sales - 1) / (mean * mean) : 0;
  const frequent = interval < intermittentInterval;
  const even = variation < erraticVariation;
  const name = frequent ? (even ? 'smooth' : 'erratic') : even ? 'intermittent' : 'lumpy';
  return { name, interval, variation };
}
