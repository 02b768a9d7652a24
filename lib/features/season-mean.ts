const nearest = 4;

/** Mean of the values that are there among the nearest four at the same place of the season, the first of them at row `first`. */
export function seasonMean(values: Float64Array, start: number, first: number, season: number): number {
  let count = 0;
  let sum = 0;
  for (let k = 0, row = first; k < nearest && row >= start; k++, row -= season) {
    const value = values[row] as number;
    if (value === value) {
      count++;
      sum += value;
    }
  }
  return count > 0 ? sum / count : Number.NaN;
}
