import type { PublishedAccuracy } from './published-accuracy';

/** Several forecasts as one: each weighs by its points. Undefined where there are none. */
export function pooled(
  all: PublishedAccuracy[],
): Pick<PublishedAccuracy, 'wape' | 'naiveWape' | 'bias' | 'coverage80' | 'coverage95' | 'points'> | undefined {
  const points = all.reduce((sum, one) => sum + one.points, 0);
  if (points === 0) return undefined;
  const mean = (value: (one: PublishedAccuracy) => number | null) => {
    let sum = 0;
    for (const one of all) {
      const own = value(one);
      if (own === null) return null;
      sum += own * one.points;
    }
    return sum / points;
  };
  return {
    points,
    wape: mean(({ wape }) => wape),
    naiveWape: mean(({ naiveWape }) => naiveWape),
    bias: mean(({ bias }) => bias),
    coverage80: mean(({ coverage80 }) => coverage80) ?? Number.NaN,
    coverage95: mean(({ coverage95 }) => coverage95) ?? Number.NaN,
  };
}
