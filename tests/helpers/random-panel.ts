import type { Panel } from '@/lib/features/panel';

export interface RandomPanelOptions {
  series?: number;
  periods?: number;
  horizon?: number;
  frequency?: Panel['frequency'];
  /** Share of recorded periods that are missing. */
  gaps?: number;
  seed?: number;
}

/** A stream of numbers in [0, 1) that a seed repeats (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A panel with level, week, promotion and noise, and two past-only covariates of which `quantity` nearly gives the target away.
 * Rows after the origin hold known covariates only.
 */
export function randomPanel({
  series = 4,
  periods = 420,
  horizon = 14,
  frequency = 'day',
  gaps = 0,
  seed = 1,
}: RandomPanelOptions = {}): Panel {
  const random = randomStream(seed);
  const length = periods + horizon;
  const step = frequency === 'week' ? 7 : 1;
  const first = 18_993; // 2022-01-01, a Saturday
  const rows = series * length;
  const panel: Panel = {
    frequency,
    ids: Array.from({ length: series }, (_, i) => `s${i}`),
    keys: Array.from({ length: series }, (_, i) => ({ store: `s${i}` })),
    indptr: Int32Array.from({ length: series + 1 }, (_, i) => i * length),
    ds: new Int32Array(rows),
    y: new Float64Array(rows).fill(Number.NaN),
    known: { promotion: new Float64Array(rows) },
    past: { quantity: new Float64Array(rows).fill(Number.NaN), traffic: new Float64Array(rows).fill(Number.NaN) },
    origin: first + (periods - 1) * step,
  };
  for (let i = 0; i < series; i++) {
    const level = 100 * (1 + i);
    for (let t = 0; t < length; t++) {
      const row = i * length + t;
      panel.ds[row] = first + t * step;
      const promotion = random() < 0.15 ? 1 : 0;
      (panel.known.promotion as Float64Array)[row] = promotion;
      const noise = 1 + 0.1 * (random() - 0.5);
      const y = level * (1 + 0.3 * Math.sin((2 * Math.PI * (t % 7)) / 7)) * (1 + 0.4 * promotion) * (1 + t / 2000) * noise;
      const missing = random() < gaps;
      if (t >= periods || missing) continue;
      panel.y[row] = y;
      (panel.past.quantity as Float64Array)[row] = y / 10;
      (panel.past.traffic as Float64Array)[row] = level * (1 + random());
    }
  }
  return panel;
}

/** The same panel with every target and past-only value after `origin` replaced by random numbers. */
export function poisonAfter(panel: Panel, origin: number, seed = 99): Panel {
  const random = randomStream(seed);
  const poison = (values: Float64Array) =>
    values.map((value, row) => ((panel.ds[row] as number) > origin ? 1e6 * (random() - 0.5) : value));
  // A covariate that is both (as when a past-only one is misdeclared as known) is past-only by nature.
  const past = Object.fromEntries(Object.entries(panel.past).map(([name, values]) => [name, poison(values)]));
  const known = Object.fromEntries(Object.entries(panel.known).map(([name, values]) => [name, past[name] ?? values]));
  return { ...panel, y: poison(panel.y), past, known };
}
