import { demandClass, demandClasses } from './demand-class';

/** A way to cut scored points into segments, along one axis of the forecasts. */
export interface Segmentation {
  name: string;
  /** What a segment is a set of; `target` is a step at an origin: a date. */
  axis: 'series' | 'step' | 'origin' | 'target';
  labels: string[];
  /** Segment of each series, step (from 0), origin, or target (`[origin * horizon + step - 1]`); a negative one is in none. */
  of: Int32Array;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Each step ahead. */
export function byStep(horizon: number): Segmentation {
  const steps = Array.from({ length: horizon }, (_, k) => k);
  return { name: 'step', axis: 'step', labels: steps.map((k) => String(k + 1)), of: Int32Array.from(steps) };
}

/** Blocks of steps ahead, as `horizonBlocks` gives them. */
export function byHorizonBlock(blocks: { from: number; to: number }[]): Segmentation {
  const of = blocks.flatMap(({ from, to }, block) => new Array<number>(to - from + 1).fill(block));
  return { name: 'horizon', axis: 'step', labels: blocks.map(({ from, to }) => `${from}-${to}`), of: Int32Array.from(of) };
}

/** Weekday of the target. @param days day numbers since 1970-01-01 of the targets */
export function byWeekday(days: Int32Array): Segmentation {
  // 1970-01-01 was a Thursday.
  return { name: 'weekday', axis: 'target', labels: weekdays, of: days.map((day) => (((day + 3) % 7) + 7) % 7) };
}

/** Month of the year of the target. @param days day numbers since 1970-01-01 of the targets */
export function byMonth(days: Int32Array): Segmentation {
  return { name: 'month', axis: 'target', labels: months, of: days.map((day) => new Date(day * 86_400_000).getUTCMonth()) };
}

/** The value of a key or attribute of each series, in order of the values. */
export function byKey(name: string, values: string[]): Segmentation {
  const labels = [...new Set(values)].sort();
  const position = new Map(labels.map((label, k) => [label, k]));
  return { name, axis: 'series', labels, of: Int32Array.from(values, (value) => position.get(value) as number) };
}

/** Terciles of the series by volume: A the largest third, C the smallest. Series of equal volume stay in their order. */
export function byVolume(volumes: Float64Array): Segmentation {
  const n = volumes.length;
  const ranked = Array.from(volumes, (_, k) => k).sort((a, b) => (volumes[b] as number) - (volumes[a] as number) || a - b);
  const of = new Int32Array(n);
  ranked.forEach((series, rank) => {
    of[series] = Math.floor((3 * rank) / n);
  });
  return { name: 'volume', axis: 'series', labels: ['A', 'B', 'C'], of };
}

/**
 * Kind of demand of each series up to an origin: see `demandClass`.
 * @param y target by row; NaN is left out
 * @param starts first row of each series
 * @param ends last row to look at of each series, inclusive: its row at the origin
 */
export function byDemand(y: Float64Array, starts: Int32Array, ends: Int32Array): Segmentation {
  const of = starts.map((start, series) => demandClasses.indexOf(demandClass(y, start, ends[series] as number).name));
  return { name: 'demand', axis: 'series', labels: [...demandClasses], of };
}
