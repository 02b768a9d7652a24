/**
 * An exponential moving average that starts without bias, as training dashboards smooth curves: each value is a mean of all before it,
 * the weight of a value falling by `weight` with each one after it. Missing values stay missing and are passed over.
 * @param weight from 0 (as it is) to below 1
 */
export function smoothed(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  let mean = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return value;
    mean = weight * mean + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return mean / total;
  });
}
