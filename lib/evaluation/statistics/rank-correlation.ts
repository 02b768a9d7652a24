import { studentTwoSided } from './distributions';

/**
 * Spearman's rank correlation of pairs that are both there, ties sharing their mean rank; the two-sided p-value is Student's t
 * approximation. Null with fewer than three pairs, or where either side does not vary.
 */
export function rankCorrelation(a: Float64Array, b: Float64Array): { correlation: number; pValue: number; pairs: number } | null {
  const paired = (k: number) => !Number.isNaN(a[k]) && !Number.isNaN(b[k]);
  const first = ranks(a.filter((_, k) => paired(k)));
  const second = ranks(b.filter((_, k) => paired(k)));
  const pairs = first.length;
  const middle = (pairs + 1) / 2;
  let both = 0;
  let left = 0;
  let right = 0;
  for (let k = 0; k < pairs; k++) {
    const x = (first[k] as number) - middle;
    const y = (second[k] as number) - middle;
    both += x * y;
    left += x * x;
    right += y * y;
  }
  if (pairs < 3 || left === 0 || right === 0) return null;
  const correlation = both / Math.sqrt(left * right);
  const t = correlation * Math.sqrt((pairs - 2) / Math.max(0, 1 - correlation * correlation));
  return { correlation, pValue: studentTwoSided(t, pairs - 2), pairs };
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, k) => k).sort((i, j) => (values[i] as number) - (values[j] as number));
  const out = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let k = from; k < to; k++) out[order[k] as number] = (from + to + 1) / 2;
    from = to;
  }
  return out;
}
