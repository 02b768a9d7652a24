import { invalid } from '@/lib/errors';
import { seasonalScale } from '@/lib/evaluation/seasonal-scale';
import { type EvaluationWindows, evaluationWindows, leastPeriods, shortSeason } from '@/lib/evaluation/windows';
import type { Panel } from '@/lib/features/panel';
import { closeDown } from '@/lib/models/closures';
import { addPeriods, type FittedForecaster, type Forecaster, periodsBetween, rowsAt } from '@/lib/models/forecaster';

export type WindowName = 'selection' | 'calibration' | 'test';

/** The evaluation windows of a panel, their origins as `ds`. */
export interface BacktestPlan {
  horizon: number;
  earlyStopping: { from: number; to: number };
  origins: Record<WindowName, number[]>;
}

/** Forecasts at several origins: `values[(origin * series + i) * horizon + step - 1]`. */
export type OriginForecasts = Float64Array;

/** What a run's parameters say of its backtest. */
export interface BacktestOptions {
  /** Selection origins; 3 by default. */
  backtestOrigins?: number;
  /** Periods between them. */
  backtestStep?: number;
  /** False where what comes after the panel is the test. */
  withTest?: boolean;
}

/** @throws AlmanacError naming `horizon` (or `backtestOrigins`) when the history is too short for it. */
export function planBacktest(panel: Panel, horizon: number, options: BacktestOptions = {}): BacktestPlan {
  const { backtestOrigins, backtestStep, withTest = true } = options;
  const first = firstDs(panel);
  const periods = periodsBetween(panel, first, panel.origin) + 1;
  const windows: EvaluationWindows | undefined = evaluationWindows(periods, horizon, panel.frequency, {
    selectionOrigins: backtestOrigins,
    selectionStep: backtestStep,
    withTest,
  });
  if (!windows) {
    const least = leastPeriods(horizon, panel.frequency, withTest);
    if (periods < least)
      throw invalid('horizon', `a horizon of ${horizon} needs at least ${least} ${panel.frequency}s of history; there are ${periods}`);
    throw invalid(
      'backtestOrigins',
      `${backtestOrigins} origins ${backtestStep} ${panel.frequency}s apart reach further back than ${periods} ${panel.frequency}s of history; ask for fewer, or for a smaller backtestStep`,
    );
  }
  const ds = (period: number) => addPeriods(panel, first, period);
  return {
    horizon,
    earlyStopping: { from: ds(windows.earlyStopping.from), to: ds(windows.earlyStopping.to) },
    origins: { selection: windows.selection.map(ds), calibration: windows.calibration.map(ds), test: windows.test.map(ds) },
  };
}

/**
 * Forecasts from each origin, refitted there, or, without `refit`, fitted once at the first of them. `between` is called after each
 * origin and may throw to stop.
 */
export function backtest(
  panel: Panel,
  forecaster: Forecaster,
  origins: number[],
  horizon: number,
  between: (done: number) => void,
  refit = true,
): OriginForecasts {
  const block = panel.ids.length * horizon;
  const values = new Float64Array(origins.length * block);
  let fitted: FittedForecaster | undefined;
  try {
    origins.forEach((origin, k) => {
      if (refit) fitted?.[Symbol.dispose]();
      if (refit || !fitted) fitted = forecaster.fit(panel, origin);
      const forecasts = fitted.forecast(panel, origin, horizon).values;
      closeDown(panel, origin, horizon, forecasts);
      values.set(forecasts, k * block);
      between(k + 1);
    });
  } finally {
    fitted?.[Symbol.dispose]();
  }
  return values;
}

/** What came after each origin, laid out as `OriginForecasts`. */
export function actualsAt(panel: Panel, origins: number[], horizon: number): Float64Array {
  const n = panel.ids.length;
  const values = new Float64Array(origins.length * n * horizon).fill(Number.NaN);
  origins.forEach((origin, k) => {
    const anchors = rowsAt(panel, origin);
    for (let series = 0; series < n; series++) {
      const start = panel.indptr[series] as number;
      const end = panel.indptr[series + 1] as number;
      for (let step = 1; step <= horizon; step++) {
        const row = (anchors[series] as number) + step;
        if (row >= start && row < end) values[(k * n + series) * horizon + step - 1] = panel.y[row] as number;
      }
    }
  });
  return values;
}

/** The seasonal scale of each series at each origin: `[origin * series + i]`. */
export function scalesAt(panel: Panel, origins: number[]): Float64Array {
  const season = shortSeason[panel.frequency];
  const n = panel.ids.length;
  const scales = new Float64Array(origins.length * n);
  origins.forEach((origin, k) => {
    const anchors = rowsAt(panel, origin);
    for (let series = 0; series < n; series++) {
      scales[k * n + series] = seasonalScale(panel.y, panel.indptr[series] as number, anchors[series] as number, season);
    }
  });
  return scales;
}

/** The panel's earliest `ds`. */
export function firstDs(panel: Panel): number {
  let first = Number.POSITIVE_INFINITY;
  for (let series = 0; series < panel.ids.length; series++) first = Math.min(first, panel.ds[panel.indptr[series] as number] as number);
  return first;
}
