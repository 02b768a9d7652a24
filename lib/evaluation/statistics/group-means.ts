import { fTail } from './distributions';

/** Means of groups, and whether they differ more than the values within them would explain. */
export interface GroupMeans {
  means: Float64Array;
  counts: Int32Array;
  /** F statistic; null where there are fewer than two groups or not more values than groups. */
  statistic: number | null;
  pValue: number | null;
}

/**
 * One-way analysis of variance (Fisher 1925). Groups without values are left out of the test.
 * @param groupOf group of each value; a negative one leaves it out, as NaN does
 */
export function groupMeans(values: Float64Array, groupOf: Int32Array, groups: number): GroupMeans {
  const means = new Float64Array(groups);
  const within = new Float64Array(groups);
  const counts = new Int32Array(groups);
  values.forEach((value, k) => {
    const group = groupOf[k] as number;
    if (value !== value || group < 0) return;
    counts[group] = (counts[group] as number) + 1;
    const off = value - (means[group] as number);
    means[group] = (means[group] as number) + off / (counts[group] as number);
    within[group] = (within[group] as number) + off * (value - (means[group] as number));
  });
  const n = counts.reduce((sum, count) => sum + count, 0);
  const filled = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const overall = means.reduce((sum, mean, group) => sum + mean * (counts[group] as number), 0) / n;
  const betweenSquares = means.reduce((sum, mean, group) => sum + (counts[group] as number) * (mean - overall) ** 2, 0);
  const withinSquares = within.reduce((sum, squares) => sum + squares, 0);
  if (filled < 2 || n <= filled || withinSquares === 0) return { means, counts, statistic: null, pValue: null };
  const statistic = betweenSquares / (filled - 1) / (withinSquares / (n - filled));
  return { means, counts, statistic, pValue: fTail(statistic, filled - 1, n - filled) };
}
