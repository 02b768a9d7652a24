/** `intercept + slope * t` with t = 1 for the first value. */
export interface Line {
  intercept: number;
  slope: number;
}

/** Least-squares line through the first `count` of `y`. */
export function fitLine(y: Float64Array, count = y.length): Line {
  const centre = (count + 1) / 2;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (y[i] as number) / count;
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < count; i++) {
    covariance += (i + 1 - centre) * ((y[i] as number) - mean);
    variance += (i + 1 - centre) ** 2;
  }
  const slope = variance > 0 ? covariance / variance : 0;
  return { intercept: mean - slope * centre, slope };
}

/** Least-squares line through `y` beside one sine and one cosine of period `season`, which take the season away from it. */
export function fitLineBesideWave(y: Float64Array, season: number): Line {
  const n = y.length;
  const centre = (n + 1) / 2;
  const columns = [
    Float64Array.from(y, () => 1),
    Float64Array.from(y, (_, i) => (i + 1 - centre) / n),
    Float64Array.from(y, (_, i) => Math.cos((2 * Math.PI * (i + 1)) / season)),
  ];
  if (season > 2) columns.push(Float64Array.from(y, (_, i) => Math.sin((2 * Math.PI * (i + 1)) / season)));
  const [height = 0, slope = 0] = leastSquares(columns, y);
  return { intercept: height - (slope / n) * centre, slope: slope / n };
}

/** Coefficients of the columns by which their sum is nearest to `y`; the columns are few and independent. */
function leastSquares(columns: Float64Array[], y: Float64Array): number[] {
  const rows = columns.map((column) => [...columns.map((other) => dot(column, other)), dot(column, y)]);
  const size = columns.length;
  for (let k = 0; k < size; k++) {
    const pivot = rows[k] as number[];
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const row = rows[i] as number[];
      const factor = (row[k] as number) / (pivot[k] as number);
      for (let j = k; j <= size; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return rows.map((row, k) => (row[size] as number) / (row[k] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
