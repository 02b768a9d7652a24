/** Whether no value is missing in rows `low` to `high` of the series that begins at `start`. */
export function isComplete(values: Float64Array, start: number, low: number, high: number): boolean {
  for (let at = start + low; at <= start + high; at++) if (Number.isNaN(values[at])) return false;
  return true;
}
