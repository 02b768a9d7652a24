import type { StepScore } from '@/lib/series-forecasts/schema';
import type { Frequency } from '../charts/forecast-series';

/** Pure: errors by steps ahead, put together over blocks of steps. */

export interface Block {
  label: string;
  from: number;
  to: number;
}

/** Blocks of steps that people plan by: weeks of days, four weeks of weeks, quarters of months. */
export function blocksOf(steps: number, frequency: Frequency): Block[] {
  const size = { day: 7, week: 4, month: 3 }[frequency];
  return Array.from({ length: Math.ceil(steps / size) }, (_, k) => {
    const [from, to] = [k * size + 1, Math.min(steps, (k + 1) * size)];
    const noun = frequency.charAt(0).toUpperCase() + frequency.slice(1);
    return { from, to, label: from === to ? `${noun} ${from}` : `${noun}s ${from} – ${to}` };
  });
}

export interface Pooled {
  points: number;
  /** Percent; null where nothing was scored. */
  wape: number | null;
  bias: number | null;
  mae: number | null;
}

/** Steps of a block as one. */
export function pool(steps: StepScore[], { from, to }: Pick<Block, 'from' | 'to'>): Pooled {
  let [points, off, signed, size] = [0, 0, 0, 0];
  for (const { step, points: own, sold, mae, bias } of steps) {
    if (step < from || step > to || mae === null) continue;
    points += own;
    off += mae * own;
    size += sold;
    signed += ((bias ?? 0) * sold) / 100;
  }
  const percent = (value: number) => (size === 0 ? null : (100 * value) / size);
  return { points, wape: percent(off), bias: percent(signed), mae: points === 0 ? null : off / points };
}

/** Models that stand beside the best: its members and the naive, the most accurate first, and not more than can be told apart. */
export function ranked<Model extends { name: string; best: boolean; steps: StepScore[] }>(
  models: Model[],
): (Model & { overall: Pooled })[] {
  const all = { from: 1, to: Number.POSITIVE_INFINITY };
  return models
    .map((model) => ({ ...model, overall: pool(model.steps, all) }))
    .sort(
      (a, b) =>
        Number(b.best) - Number(a.best) || (a.overall.wape ?? Number.POSITIVE_INFINITY) - (b.overall.wape ?? Number.POSITIVE_INFINITY),
    );
}
