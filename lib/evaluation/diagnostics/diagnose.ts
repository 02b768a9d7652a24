import { type OriginBlocks, originsOf } from '../origin-blocks';
import { autocorrelations, ljungBox } from '../statistics/autocorrelation';
import { studentTwoSided } from '../statistics/distributions';
import { jarqueBera, moments } from '../statistics/moments';
import { rankCorrelation } from '../statistics/rank-correlation';
import { outliersOf } from './outliers';
import { type SeasonFigures, seasonFigures } from './seasons';

/** Fewest origins to look for autocorrelation in. */
const fewestOrigins = 10;

/** Most points to rank. */
const mostRanked = 100_003;

export interface DiagnosticsInput extends OriginBlocks {
  /** In-sample seasonal naive MAE of each block, to make residuals of different series alike. */
  scales: Float64Array;
  /** Day numbers since 1970-01-01 of the targets, `[origin * horizon + step - 1]`. */
  targets: Int32Array;
  frequency: 'day' | 'week' | 'month';
  /** Blocks of steps ahead that errors are compared over. */
  blocks: { from: number; to: number }[];
}

/** What the residuals (y - f, so that positive is too low a forecast) look like. Shares are 0 to 1; null is not enough data. */
export interface Diagnostics {
  points: number;
  series: number;
  origins: number;
  bias: {
    /** 100 sum(f - y) / sum|y|: positive is too high. */
    percent: number;
    /** Share of the series whose forecasts are off in this direction on the whole. */
    seriesShare: number;
    /** Two-sided p-value of a t-test over the series' mean scaled residuals. */
    pValue: number | null;
  };
  /** Of the residuals one step ahead, averaged over series, from origin to origin. */
  autocorrelation: { lags: number; first: number; pValue: number } | null;
  shape: { skewness: number; excessKurtosis: number; jarqueBeraPValue: number };
  /** Rank correlation of scaled absolute residuals with the forecast's size beside its series' mean forecast. */
  spreadWithLevel: { correlation: number; pValue: number } | null;
  /** Mean scaled absolute residual of each block of steps. */
  growth: { from: number; to: number; error: number }[];
  /** Residuals over 3.5 robust deviations from the median, and the target that has most of them. */
  outliers: { share: number; worstTarget: { day: number; share: number } | null };
  /** Residual means by weekday (days) and month. */
  seasons: SeasonFigures[];
}

/** Looks at the residuals of a model over a window's origins. @throws RangeError where nothing was scored */
export function diagnose(input: DiagnosticsInput): Diagnostics {
  const { actual, forecast, horizon, series, scales } = input;
  const origins = originsOf(input);
  const residuals = actual.map((y, k) => y - (forecast[k] as number));
  const scaled = residuals.map((residual, k) => residual / (scales[Math.floor(k / horizon)] as number));
  const shape = moments(scaled);
  if (shape.count === 0) throw new RangeError('There is no residual to look at: no point has both an actual and a forecast.');
  return {
    points: shape.count,
    series,
    origins,
    bias: biasOf(input, residuals, scaled),
    autocorrelation: autocorrelationOf(scaled, origins, series, horizon),
    shape: { skewness: shape.skewness, excessKurtosis: shape.excessKurtosis, jarqueBeraPValue: jarqueBera(shape).pValue },
    spreadWithLevel: spreadWithLevel(input, scaled),
    growth: input.blocks.map(({ from, to }) => ({ from, to, error: meanSize(scaled, horizon, from, to) })),
    outliers: outliersOf(scaled, input),
    seasons: seasonFigures(input, residuals, scaled),
  };
}

function biasOf({ actual, series, horizon }: DiagnosticsInput, residuals: Float64Array, scaled: Float64Array): Diagnostics['bias'] {
  const means = new Float64Array(series);
  const counts = new Float64Array(series);
  let sum = 0;
  let size = 0;
  scaled.forEach((residual, k) => {
    if (residual !== residual) return;
    const i = Math.floor(k / horizon) % series;
    counts[i] = (counts[i] as number) + 1;
    means[i] = (means[i] as number) + (residual - (means[i] as number)) / (counts[i] as number);
    sum -= residuals[k] as number;
    size += Math.abs(actual[k] as number);
  });
  const seen = means.filter((_, i) => (counts[i] as number) > 0);
  const { mean, deviation, count } = moments(seen);
  const t = mean / (deviation / Math.sqrt(count - 1));
  return {
    percent: (100 * sum) / size,
    seriesShare: seen.filter((own) => own * -sum > 0).length / count,
    pValue: count > 1 && deviation > 0 ? studentTwoSided(t, count - 1) : null,
  };
}

function autocorrelationOf(scaled: Float64Array, origins: number, series: number, horizon: number): Diagnostics['autocorrelation'] {
  const oneStep = Float64Array.from({ length: origins }, (_, origin) => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < series; i++) {
      const residual = scaled[(origin * series + i) * horizon] as number;
      if (residual !== residual) continue;
      sum += residual;
      count++;
    }
    return sum / count;
  });
  if (origins < fewestOrigins || oneStep.some(Number.isNaN)) return null;
  const lags = Math.max(1, Math.min(10, Math.floor(origins / 5)));
  return { lags, first: autocorrelations(oneStep, 1)[0] as number, pValue: ljungBox(oneStep, lags).pValue };
}

function spreadWithLevel({ forecast, series, horizon }: DiagnosticsInput, scaled: Float64Array): Diagnostics['spreadWithLevel'] {
  const sums = new Float64Array(series);
  const counts = new Float64Array(series);
  forecast.forEach((f, k) => {
    if (f !== f) return;
    const i = Math.floor(k / horizon) % series;
    sums[i] = (sums[i] as number) + Math.abs(f);
    counts[i] = (counts[i] as number) + 1;
  });
  const relative = forecast.map((f, k) => {
    const i = Math.floor(k / horizon) % series;
    return (f * (counts[i] as number)) / (sums[i] as number);
  });
  // Ranks are sorted for, and a correlation of so many points moves no more.
  const stride = Math.ceil(scaled.length / mostRanked);
  const thin = (values: Float64Array) => values.filter((_, k) => k % stride === 0);
  const found = rankCorrelation(thin(scaled).map(Math.abs), thin(relative));
  return found && { correlation: found.correlation, pValue: found.pValue };
}

function meanSize(scaled: Float64Array, horizon: number, from: number, to: number): number {
  return moments(scaled.map((residual, k) => ((k % horizon) + 1 >= from && (k % horizon) + 1 <= to ? Math.abs(residual) : Number.NaN)))
    .mean;
}
