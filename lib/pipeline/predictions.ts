import pl, { type DataFrame } from 'nodejs-polars';
import type { Panel } from '@/lib/features/panel';
import { actualsAt, type BacktestPlan } from './backtest';
import type { WindowForecasts } from './members';

/** Windows whose forecasts are scored, in order of time. */
const scored = ['selection', 'test'] as const;

/**
 * Every scored forecast beside its actual: `window`, `origin` (date), `series` (id), `step`, `actual` and one column a model, as a run
 * keeps them in `predictions.parquet`. Missing values are null. By columns throughout: a wide run has millions of rows.
 */
export function predictionsFrame(panel: Panel, plan: BacktestPlan, forecasts: Record<string, WindowForecasts>): DataFrame {
  const { horizon, origins } = plan;
  const n = panel.ids.length;
  const block = n * horizon;
  const all = scored.flatMap((window) => origins[window]);
  const rows = all.length * block;
  const origin = new Int32Array(rows);
  const window = new Int32Array(rows);
  const series = new Int32Array(rows);
  const step = new Int32Array(rows);
  all.forEach((ds, k) => {
    origin.fill(ds, k * block, (k + 1) * block);
    window.fill(k < origins.selection.length ? 0 : 1, k * block, (k + 1) * block);
  });
  for (let row = 0; row < rows; row++) {
    series[row] = Math.floor((row % block) / horizon);
    step[row] = (row % horizon) + 1;
  }
  const column = (of: (window: (typeof scored)[number]) => Float64Array) => {
    const values = new Float64Array(rows);
    values.set(of('selection'));
    values.set(of('test'), origins.selection.length * block);
    return values;
  };
  const names = Object.keys(forecasts);
  const values = {
    actual: column((one) => actualsAt(panel, origins[one], horizon)),
    ...Object.fromEntries(names.map((name) => [name, column((one) => (forecasts[name] as WindowForecasts)[one])])),
  };
  const numbers = pl.DataFrame([
    pl.Series('window_code', window),
    pl.Series('origin', origin).cast(pl.Date),
    pl.Series('series_code', series),
    pl.Series('step', step),
    ...Object.entries(values).map(([name, own]) => pl.Series(name, own)),
  ]);
  return numbers
    .join(named('window', scored), { on: 'window_code', how: 'left' })
    .join(named('series', panel.ids), { on: 'series_code', how: 'left' })
    .select(
      ...['window', 'origin', 'series', 'step'].map((name) => pl.col(name)),
      ...Object.keys(values).map((name) => pl.col(name).fillNan(pl.lit(null))),
    );
}

/** Texts by the code that stands for each. */
function named(name: string, texts: readonly string[]): DataFrame {
  return pl.DataFrame([
    pl.Series(
      `${name}_code`,
      Int32Array.from(texts, (_, k) => k),
    ),
    pl.Series(name, [...texts], pl.Utf8),
  ]);
}
