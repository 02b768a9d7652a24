/**
 * Local-linear smoothing with tricube weights (LOESS of degree one; Cleveland 1979) of one series with gaps, worked out at
 * every `step`-th row and interpolated linearly between, which loses nothing where the span is many steps wide.
 * @param values NaN is missing
 * @param span rows that a neighbourhood holds; longer than the series, it tends to one straight line
 * @param out receives the smooth value of every row; NaN throughout where no value is there
 */
export function localLinear(values: Float64Array, span: number, step: number, out: Float64Array): void {
  const n = values.length;
  if (n === 0) return;
  let before = 0;
  let left = at(values, 0, span);
  out[0] = left;
  while (before < n - 1) {
    const next = Math.min(n - 1, before + step);
    const right = at(values, next, span);
    for (let row = before + 1; row <= next; row++) out[row] = left + ((right - left) * (row - before)) / (next - before);
    before = next;
    left = right;
  }
}

/** The local line at one row. Where too few values lie in reach of a slope, their weighted mean. */
function at(values: Float64Array, row: number, span: number): number {
  const n = values.length;
  // As many rows as the span has, from whichever side has them; beyond the series, the bandwidth still grows with the span.
  const reach = Math.max(Math.min(span, n) - 1 - Math.min(row, n - 1 - row, (Math.min(span, n) - 1) / 2), 1);
  const bandwidth = (reach + 1) * Math.max(1, span / n);
  const from = Math.max(0, Math.ceil(row - bandwidth));
  const to = Math.min(n - 1, Math.floor(row + bandwidth));
  let sum = 0;
  let sumX = 0;
  let sumXX = 0;
  let sumY = 0;
  let sumXY = 0;
  for (let k = from; k <= to; k++) {
    const y = values[k] as number;
    if (y !== y) continue;
    const x = k - row;
    const distance = Math.abs(x) / bandwidth;
    if (distance >= 1) continue;
    const cube = 1 - distance * distance * distance;
    const weight = cube * cube * cube;
    sum += weight;
    sumX += weight * x;
    sumXX += weight * x * x;
    sumY += weight * y;
    sumXY += weight * x * y;
  }
  if (sum === 0) return nearest(values, row);
  const spread = sumXX - (sumX * sumX) / sum;
  const mean = sumY / sum;
  if (spread <= 1e-9 * sumXX) return mean;
  const slope = (sumXY - (sumX * sumY) / sum) / spread;
  return mean - (slope * sumX) / sum;
}

function nearest(values: Float64Array, row: number): number {
  for (let distance = 1; distance < values.length; distance++) {
    const before = values[row - distance];
    if (before !== undefined && before === before) return before;
    const after = values[row + distance];
    if (after !== undefined && after === after) return after;
  }
  return Number.NaN;
}
