import { choleskySolve } from '@/lib/evaluation/reconciliation/solve';
import { type HolidayCalendar, lowerBound } from '@/lib/features/calendar';
import type { WeekLabel } from '@/lib/features/panel';

/** Prior standard deviation of what a holiday does to a period's sales, as a share of them. */
const prior = { before: 0.1, on: 0.2 };
/** Days before a holiday in which people buy for it. */
const shoppingDays = 7;

/**
 * How much of each period lies before, and on, each holiday: two columns a holiday, the share of the seven days before it
 * that the period has (weekly: 0 to 1; daily: 0 or 1), and whether the period has the day itself.
 * @returns row-major, periods x (2 x holiday names)
 */
export function holidayShares(days: Int32Array, length: number, label: WeekLabel, calendar: HolidayCalendar): Float64Array {
  const columns = 2 * calendar.names.length;
  const shares = new Float64Array(days.length * columns);
  const shift = label === 'end' ? 1 - length : 0;
  const share = 1 / Math.min(length, shoppingDays);
  for (let t = 0; t < days.length; t++) {
    const first = (days[t] as number) + shift;
    const last = first + length - 1;
    for (let h = lowerBound(calendar.ds, first); h < calendar.ds.length; h++) {
      const day = calendar.ds[h] as number;
      if (day - shoppingDays > last) break;
      const column = 2 * ((calendar.code[h] as number) - 1);
      const overlap = Math.min(last, day - 1) - Math.max(first, day - shoppingDays) + 1;
      if (overlap > 0) shares[t * columns + column]! += overlap * share;
      if (day <= last) shares[t * columns + column + 1] = 1;
    }
  }
  return shares;
}

/**
 * What holidays do to sales beyond what the season tells of their dates: a Bayesian linear regression (ridge) of the mean
 * relative residual of all series by date. Only how a holiday moves within the season is seen, so effects of those that
 * never move are left to the seasonal indices.
 * @param residual by period; NaN where there is none
 * @param position of each period in the yearly season
 * @returns effect by column, and the residuals' sum of squares with the effects taken out
 */
export function learnEffects(
  residual: Float64Array,
  shares: Float64Array,
  position: Uint16Array,
  positions: number,
): { effects: Float64Array; squares: number } {
  const columns = shares.length / residual.length;
  const y = withinPositions(residual, residual, 1, 0, position, positions);
  const moving: number[] = [];
  const x: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const centred = withinPositions(residual, shares, columns, column, position, positions);
    if (centred.some((value) => Math.abs(value) > 0.05)) {
      moving.push(column);
      x.push(centred);
    }
  }
  const effects = new Float64Array(columns);
  const own = y.reduce((sum, value) => sum + value * value, 0);
  if (moving.length === 0 || own === 0) return { effects, squares: own };
  // Noise is measured robustly: the very effects that are looked for are its outliers.
  const sizes = y
    .map(Math.abs)
    .filter((value) => value > 0)
    .sort();
  const noise = Math.max((1.4826 * (sizes[sizes.length >> 1] as number)) ** 2, 1e-10);
  const n = moving.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let dot = 0;
      for (let t = 0; t < y.length; t++) dot += ((x[i] as Float64Array)[t] as number) * ((x[j] as Float64Array)[t] as number);
      matrix[i * n + j] = dot;
      matrix[j * n + i] = dot;
    }
    const size = (moving[i] as number) % 2 === 0 ? prior.before : prior.on;
    matrix[i * n + i]! += noise / (size * size);
    for (let t = 0; t < y.length; t++) right[i]! += ((x[i] as Float64Array)[t] as number) * (y[t] as number);
  }
  const solved = right;
  choleskySolve(matrix, solved, 1);
  let squares = 0;
  for (let t = 0; t < y.length; t++) {
    let left = y[t] as number;
    for (let i = 0; i < n; i++) left -= (solved[i] as number) * ((x[i] as Float64Array)[t] as number);
    squares += left * left;
  }
  moving.forEach((column, i) => {
    effects[column] = solved[i] as number;
  });
  return { effects, squares };
}

/** Relative change of each period's sales by the holidays around it. */
export function holidayFactor(shares: Float64Array, effects: Float64Array, period: number): number {
  const columns = effects.length;
  let change = 0;
  for (let column = 0; column < columns; column++) change += (shares[period * columns + column] as number) * (effects[column] as number);
  return Math.max(0.1, 1 + change);
}

/** A column less its mean at the same position of the season, over the periods that have a residual; 0 elsewhere. */
function withinPositions(
  residual: Float64Array,
  values: Float64Array,
  columns: number,
  column: number,
  position: Uint16Array,
  positions: number,
): Float64Array {
  const sum = new Float64Array(positions);
  const count = new Float64Array(positions);
  for (let t = 0; t < residual.length; t++) {
    if (Number.isNaN(residual[t])) continue;
    sum[position[t] as number]! += values[t * columns + column] as number;
    count[position[t] as number]! += 1;
  }
  return residual.map((known, t) =>
    Number.isNaN(known)
      ? 0
      : (values[t * columns + column] as number) - (sum[position[t] as number] as number) / (count[position[t] as number] as number),
  );
}
