import { rankCorrelation } from '@/lib/evaluation/statistics/rank-correlation';
import type { Panel } from '@/lib/features/panel';
import { pastOffset, seedsOf, stepBlocks } from '@/lib/models/boosted-config';
import type { FittedBoosted } from '@/lib/models/fitted-boosted';
import { rowsAt } from '@/lib/models/forecaster';
import { randomSample } from '@/lib/plots/random-sample';
import { rounded } from '@/lib/plots/rounded';
import type { PlotOf } from '@/lib/plots/schema';

type Shap = PlotOf<'shap'>['models'][string];

/** Rows that are explained, and features whose every row is kept: as many as a swarm can show. */
const [mostRows, drawnFeatures] = [240, 20];

/**
 * What moves a booster's forecasts after the panel's origin: SHAP values of a sample of its series and steps, the features that move
 * most first. Of several boosters each explains the steps it forecasts, with its first seed.
 * @param panel with the target that the booster learnt
 */
export function shapSample(fitted: FittedBoosted, panel: Panel): Shap {
  const { config } = fitted.state;
  const recursive = config.strategy === 'recursive';
  const seeds = seedsOf(config).length;
  const anchors = rowsAt(panel, panel.origin);
  const ahead = anchors.map((anchor, series) => (panel.indptr[series + 1] as number) - 1 - anchor);
  // A recursive model's later rows hold its own forecasts as lags; its first step is told by what was recorded.
  const longest = recursive ? 1 : config.horizon;
  const all = Array.from(anchors.keys()).flatMap((series) =>
    Array.from({ length: Math.min(longest, ahead[series] as number) }, (_, k) => ({ series, step: k + 1 })),
  );
  const chosen = Array.from(randomSample(all.length, mostRows), (at) => all[at] as (typeof all)[number]);
  const columns = fitted.featureNames.length;
  const values: Float32Array[] = [];
  const contributions: Float64Array[] = [];
  stepBlocks(config).forEach(({ from, to }, block) => {
    const own = chosen.filter(({ step }) => step >= from && step <= to);
    if (own.length === 0) return;
    const request = {
      series: Int32Array.from(own, ({ series }) => series),
      row: Int32Array.from(own, ({ series, step }) => (anchors[series] as number) + step),
      offset: Int32Array.from(own, ({ step }) => step),
    };
    const matrix = fitted.builder.build(panel, request, panel.y, pastOffset(config));
    const explained = fitted.boosters[block * seeds]?.contributions(matrix) as Float64Array;
    for (let row = 0; row < own.length; row++) {
      values.push(matrix.values.subarray(row * columns, (row + 1) * columns));
      contributions.push(explained.subarray(row * (columns + 1), (row + 1) * (columns + 1) - 1));
    }
  });
  const features = fitted.featureNames.map((feature, column) => {
    const own = Float64Array.from(values, (row) => row[column] as number);
    const moved = Float64Array.from(contributions, (row) => row[column] as number);
    const isCode = fitted.builder.categorical.includes(column);
    return {
      feature,
      meanAbsolute: moved.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, moved.length),
      // Codes of categories have no order.
      direction: isCode ? null : (rankCorrelation(own, moved)?.correlation ?? null),
      own: isCode ? own.map(() => Number.NaN) : own,
      moved,
    };
  });
  features.sort((a, b) => b.meanAbsolute - a.meanAbsolute);
  const { objective } = config.parameters;
  const logarithmic = objective === 'tweedie' || objective === 'poisson';
  return {
    unit: logarithmic ? 'log' : config.features.levelWindow > 0 ? 'share' : 'target',
    rows: contributions.length,
    features: features.map(({ feature, meanAbsolute, direction, own, moved }, k) => ({
      feature,
      meanAbsolute: rounded(meanAbsolute) ?? 0,
      direction: direction === null ? null : rounded(direction),
      ...(k < drawnFeatures && { values: fromLeastToGreatest(own), contributions: Array.from(moved, rounded) }),
    })),
  };
}

/** Values as shares of the way from the least to the greatest; all alike are in the middle. */
function fromLeastToGreatest(values: Float64Array): (number | null)[] {
  const there = values.filter((value) => value === value);
  const least = there.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const span = there.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - least;
  return Array.from(values, (value) => (value !== value ? null : span > 0 ? Number(((value - least) / span).toFixed(3)) : 0.5));
}
