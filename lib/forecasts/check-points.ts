import type { ForecastColumns } from './publish';

/** From the lowest bound to the highest, as every point must have them. */
const ascending = ['lower95', 'lower90', 'lower80', 'mean', 'upper80', 'upper90', 'upper95'] as const;

/**
 * Looks at every point before any is stored.
 * @throws Error naming the column, or the series and date, that is wrong
 */
export function checkPoints(points: ForecastColumns): void {
  const length = points.mean.length;
  for (const [name, column] of Object.entries(points) as [string, ArrayLike<unknown>][]) {
    if (column.length !== length) throw new Error(`The forecast's column ${name} has ${column.length} values, mean has ${length}.`);
  }
  const seen = new Set<string>();
  for (let k = 0; k < length; k++) {
    const step = points.step[k] as number;
    const at = `The forecast of ${points.seriesId[k]} for ${points.date[k]} (step ${step})`;
    const point = `${step} ${points.seriesId[k]}`;
    if (seen.has(point)) throw new Error(`${at} is there twice.`);
    seen.add(point);
    if (step < 1) throw new Error(`${at} has no step of 1 or more.`);
    const values = ascending.map((name) => points[name][k] as number);
    const sound = values.every((value, i) => Number.isFinite(value) && (i === 0 || (values[i - 1] as number) <= value));
    if (!sound) throw new Error(`${at} is not ${ascending.join(' <= ')} in numbers: ${values.join(', ')}.`);
  }
}
