import type { RowRequest } from '@/lib/features/design-matrix';
import type { Panel } from '@/lib/features/panel';
import type { BoostedConfig } from './boosted-config';
import { periodsBetween } from './forecaster';

/** What a booster learns, one value a row. */
export interface LearningTarget {
  label: Float32Array;
  /** Undefined where all rows count alike. */
  weight?: Float32Array;
}

/**
 * The label and weight of each row. This and `forecastsOf` are the only places where the target's own units and the
 * booster's meet.
 * @param level each row's level, in the target's units, as its features have it
 */
export function learningTarget(panel: Panel, origin: number, rows: RowRequest, level: Float64Array, config: BoostedConfig): LearningTarget {
  const count = rows.row.length;
  const label = new Float32Array(count);
  for (let k = 0; k < count; k++) label[k] = (panel.y[rows.row[k] as number] as number) / (level[k] as number);
  if (config.features.levelWindow === 0 && config.halfLife === undefined) return { label };
  const weight = new Float32Array(count);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += level[k] as number;
  // Dividing by the level makes small series as loud as large ones; the weight gives back part of their size.
  for (let k = 0; k < count; k++) weight[k] = ((level[k] as number) * count) / sum;
  if (config.halfLife !== undefined) fade(weight, panel, origin, rows.row, config.halfLife);
  return { label, weight };
}

/**
 * Turns predictions into forecasts in the target's units, in place.
 * @param level each row's level, as its features have it
 */
export function forecastsOf(predicted: Float64Array, level: Float64Array, nonNegative: boolean): Float64Array {
  for (let k = 0; k < predicted.length; k++) {
    const value = (predicted[k] as number) * (level[k] as number);
    predicted[k] = nonNegative ? Math.max(0, value) : value;
  }
  return predicted;
}

/** Halves the weight for every `halfLife` periods that a row's target lies before the origin, and keeps the mean weight at one. */
function fade(weight: Float32Array, panel: Panel, origin: number, rows: Int32Array, halfLife: number): void {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) {
    const age = periodsBetween(panel, panel.ds[rows[k] as number] as number, origin);
    weight[k] = (weight[k] as number) * 2 ** (-age / halfLife);
    sum += weight[k] as number;
  }
  for (let k = 0; k < weight.length; k++) weight[k] = ((weight[k] as number) * weight.length) / sum;
}
