import { metricSums, metricsOf, sumsWidth } from './metric-sums';
import type { Metrics } from './metrics';
import { type OriginBlocks, originsOf } from './origin-blocks';
import { randomStream } from './statistics/random';

export interface BootstrapOptions {
  /** Share of repetitions that the interval would hold the true figure in. */
  confidence?: number;
  resamples?: number;
  /** The same seed gives the same interval. */
  seed?: number;
  /** Quantiles of the resampled figures, or those mirrored at the estimate (Davison & Hinkley 1997, 5.2). */
  method?: 'percentile' | 'basic';
}

export interface BootstrapInterval {
  estimate: number;
  /** Null with fewer than two series. */
  lower: number | null;
  upper: number | null;
  confidence: number;
  method: 'percentile' | 'basic';
  /** Series resampled: those with a scored point. */
  clusters: number;
  resamples: number;
}

/**
 * Confidence interval of a pooled metric by bootstrap over series: whole series are drawn with replacement, all their origins and
 * steps together, as errors of one series go together (clustered bootstrap; Cameron, Gelbach & Miller 2008).
 * It says how the figure would move with other series of this kind, not with another season.
 * @param scales one in-sample seasonal naive MAE a block, for MASE
 */
export function bootstrapMetric(
  blocks: OriginBlocks,
  metric: keyof Metrics,
  options: BootstrapOptions & { scales?: Float64Array } = {},
): BootstrapInterval {
  return bootstrapSums([sumsBySeries(blocks, options.scales)], ([own]) => metricsOf(own as Float64Array)[metric], options);
}

/**
 * Confidence interval of the difference of a pooled metric, challenger minus champion, both on the same drawn series.
 * Points that either lacks count for neither.
 * @param blocks the champion's forecasts beside what came
 * @param challenger its forecasts of the same points
 */
export function bootstrapDifference(
  blocks: OriginBlocks,
  challenger: Float64Array,
  metric: keyof Metrics,
  options: BootstrapOptions & { scales?: Float64Array } = {},
): BootstrapInterval {
  const shared = blocks.actual.map((y, k) => (Number.isNaN(blocks.forecast[k]) || Number.isNaN(challenger[k]) ? Number.NaN : y));
  const sums = [blocks.forecast, challenger].map((forecast) => sumsBySeries({ ...blocks, actual: shared, forecast }, options.scales));
  return bootstrapSums(
    sums,
    ([first, second]) => metricsOf(second as Float64Array)[metric] - metricsOf(first as Float64Array)[metric],
    options,
  );
}

function sumsBySeries(blocks: OriginBlocks, scales?: Float64Array): Float64Array {
  originsOf(blocks);
  return metricSums(blocks, blocks.series, (block) => block % blocks.series, scales);
}

/** Draws series, adds their sums up, and takes the figure's quantiles. Every metric is a function of sums: see `metricSums`. */
function bootstrapSums(
  models: Float64Array[],
  figure: (totals: Float64Array[]) => number,
  { confidence = 0.95, resamples = 2000, seed = 1, method = 'percentile' }: BootstrapOptions,
): BootstrapInterval {
  const scored = scoredRows(models[0] as Float64Array);
  const totals = models.map(() => new Float64Array(sumsWidth));
  const draw = (random: () => number) => {
    for (const total of totals) total.fill(0);
    for (let k = 0; k < scored.length; k++) addRow(models, totals, scored[Math.floor(random() * scored.length)] as number);
  };
  for (const row of scored) addRow(models, totals, row);
  const estimate = figure(totals);
  const result = { estimate, confidence, method, clusters: scored.length, resamples };
  if (scored.length < 2) return { ...result, lower: null, upper: null };
  const random = randomStream(seed);
  const figures = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    draw(random);
    figures[resample] = figure(totals);
  }
  // A figure that a draw does not have (MAPE of series without sales) says nothing of its spread.
  const sorted = figures.filter((value) => value === value).sort();
  const low = quantile(sorted, (1 - confidence) / 2);
  const high = quantile(sorted, (1 + confidence) / 2);
  return method === 'percentile'
    ? { ...result, lower: low, upper: high }
    : { ...result, lower: 2 * estimate - high, upper: 2 * estimate - low };
}

function addRow(models: Float64Array[], totals: Float64Array[], row: number): void {
  for (let model = 0; model < models.length; model++) {
    const sums = models[model] as Float64Array;
    const total = totals[model] as Float64Array;
    const from = row * total.length;
    for (let k = 0; k < total.length; k++) total[k] = (total[k] as number) + (sums[from + k] as number);
  }
}

/** Rows that have a point. */
function scoredRows(sums: Float64Array): Int32Array {
  return Int32Array.from({ length: sums.length / sumsWidth }, (_, row) => row).filter((row) => (sums[row * sumsWidth] as number) > 0);
}

/** Linear between order statistics (type 7 of Hyndman & Fan 1996, NumPy's default). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - low);
}
