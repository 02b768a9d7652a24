/** A row of a plan without some of its days: none, one or two rows. */
export function without<Row extends { start: number; end: number }>(row: Row, start: number, end: number): Row[] {
  if (row.end < start || row.start > end) return [row];
  const before = row.start < start ? [{ ...row, end: start - 1 }] : [];
  const after = row.end > end ? [{ ...row, start: end + 1 }] : [];
  return [...before, ...after];
}
