import type { Panel } from '@/lib/features/panel';

/** Values that differ by less than this share of themselves are the same: sums of floats in another order. */
const tolerance = 1e-9;

/** Target values that two panels both know, and how many of them say something else by now. Pure. */
export function restatedBetween(now: Panel, then: Panel): { points: number; changed: number; share: number; netPercent: number | null } {
  const places = new Map(then.ids.map((id, k) => [id, k]));
  let [points, changed, sumNow, sumThen] = [0, 0, 0, 0];
  now.ids.forEach((id, k) => {
    const other = places.get(id);
    if (other === undefined) return;
    let row = now.indptr[k] as number;
    let past = then.indptr[other] as number;
    const [end, pastEnd] = [now.indptr[k + 1] as number, then.indptr[other + 1] as number];
    // Both are in order of date.
    while (row < end && past < pastEnd) {
      const apart = (now.ds[row] as number) - (then.ds[past] as number);
      if (apart < 0) row++;
      else if (apart > 0) past++;
      else {
        const [value, former] = [now.y[row++] as number, then.y[past++] as number];
        if (!Number.isFinite(value) || !Number.isFinite(former)) continue;
        points++;
        sumNow += value;
        sumThen += former;
        if (Math.abs(value - former) > tolerance * Math.max(Math.abs(value), Math.abs(former))) changed++;
      }
    }
  });
  const netPercent = sumThen === 0 ? null : 100 * (sumNow / sumThen - 1);
  return { points, changed, share: points === 0 ? 0 : changed / points, netPercent };
}
