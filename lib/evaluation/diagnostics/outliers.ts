import type { Diagnostics, DiagnosticsInput } from './diagnose';

/** Robust deviations from the median beyond which a residual is an outlier (Iglewicz & Hoaglin 1993). */
const limit = 3.5;

/** The median absolute deviation of a normal is this share of its standard deviation. */
const normalShare = 0.6745;

/**
 * Share of the scaled residuals that are outliers, and the target (date) that most of them fall on, with its share of them.
 * Where over half of the residuals are equal there is no deviation to measure by, and no outlier.
 */
export function outliersOf(scaled: Float64Array, { series, horizon, targets }: DiagnosticsInput): Diagnostics['outliers'] {
  const sorted = scaled.filter((residual) => residual === residual).sort();
  const centre = median(sorted);
  const deviation = median(sorted.map((residual) => Math.abs(residual - centre)).sort()) / normalShare;
  if (deviation === 0) return { share: 0, worstTarget: null };
  const byDay = new Map<number, number>();
  let outliers = 0;
  scaled.forEach((residual, k) => {
    if (!(Math.abs(residual - centre) > limit * deviation)) return;
    outliers++;
    const day = targets[Math.floor(k / (series * horizon)) * horizon + (k % horizon)] as number;
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
  });
  const worst = [...byDay].reduce<[number, number] | undefined>((most, own) => (most && most[1] >= own[1] ? most : own), undefined);
  return { share: outliers / sorted.length, worstTarget: worst ? { day: worst[0], share: worst[1] / outliers } : null };
}

function median(sorted: Float64Array): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
