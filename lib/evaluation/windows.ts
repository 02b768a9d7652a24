/** Periods are counted from 0, the panel's first, to `periods - 1`, its last with data. An origin is the last known period. */
export interface EvaluationWindows {
  /** Early stopping trains up to `earlyStopping.from` and stops on the periods after it, up to `earlyStopping.to`. */
  earlyStopping: { from: number; to: number };
  /** Origins whose forecasts choose strategies, weights and the best model. */
  selection: number[];
  /** Origins whose errors make the intervals. */
  calibration: number[];
  /** Origins whose forecasts are scored once and only reported. */
  test: number[];
}

/** The season that even a short history shows: what the least history is counted by, and scales are differences over. */
type Frequency = 'day' | 'week' | 'month';

export const shortSeason = { day: 7, week: 1, month: 1 } as const;

/** The most origins of a window: each costs a refit. */
const mostOrigins = { selection: 3, calibration: 3, test: 3 };

export interface WindowOptions {
  /** Origins of the selection window. */
  selectionOrigins?: number;
  /** Periods between them; by default they are spread over three horizons. */
  selectionStep?: number;
  /** False where what comes after the history is the test, so that none of it need be kept back. */
  withTest?: boolean;
}

/**
 * Splits a history by time for all series at once: fit and early stopping | selection | calibration | test.
 * The targets of one window end before those of the next begin; the last tenth (at least a horizon) is the test.
 * @returns undefined where the history is too short for the horizon: see `leastPeriods`
 */
export function evaluationWindows(
  periods: number,
  horizon: number,
  frequency: Frequency,
  { selectionOrigins = mostOrigins.selection, selectionStep, withTest = true }: WindowOptions = {},
): EvaluationWindows | undefined {
  const test = withTest ? Math.max(horizon, Math.ceil(periods / 10)) : 0;
  if (periods - test < leastPeriods(horizon, frequency, false) || (withTest && periods < leastPeriods(horizon, frequency)))
    return undefined;
  const learnable = periods - test;
  // Two or three horizons each where the history allows it, one where it does not.
  const spare = learnable - fitPeriods(horizon, frequency);
  const calibration = Math.max(horizon, Math.min(2 * horizon, Math.floor(spare / 3)));
  const selection =
    selectionStep === undefined
      ? Math.max(horizon, Math.min(3 * horizon, Math.floor(spare / 3)))
      : horizon + (selectionOrigins - 1) * selectionStep;
  if (selection + calibration > spare) return undefined;
  const calibrationStart = learnable - calibration;
  const selectionStart = calibrationStart - selection;
  return {
    earlyStopping: { from: selectionStart - 1 - Math.max(shortSeason[frequency], horizon), to: selectionStart - 1 },
    selection: origins(selectionStart, calibrationStart, horizon, selectionOrigins),
    calibration: origins(calibrationStart, learnable, horizon, mostOrigins.calibration),
    test: withTest ? origins(learnable, periods, horizon, mostOrigins.test) : [],
  };
}

/** Fewest periods of history that a horizon can be learnt and judged with. */
export function leastPeriods(horizon: number, frequency: Frequency, withTest = true): number {
  const withoutTest = fitPeriods(horizon, frequency) + 2 * horizon;
  if (!withTest) return withoutTest;
  return Math.max(withoutTest + horizon, Math.ceil(withoutTest / 0.9));
}

/** Fewest periods to learn from at first: four weeks of days, half a year of weeks, a year of months. */
const leastLearnt = { day: 28, week: 28, month: 12 } as const;

/** Fewest periods before the first selection origin: some to learn from, and a short season (or the horizon) to stop on. */
function fitPeriods(horizon: number, frequency: Frequency): number {
  return leastLearnt[frequency] + Math.max(shortSeason[frequency], horizon);
}

/** Evenly spread origins whose targets fill `start` to `end - 1`: the first forecasts from `start`, the last up to the end. */
function origins(start: number, end: number, horizon: number, most: number): number[] {
  const first = start - 1;
  const last = end - horizon - 1;
  const count = Math.min(most, last - first + 1);
  if (count === 1) return [last];
  return [...new Set(Array.from({ length: count }, (_, k) => Math.round(first + (k * (last - first)) / (count - 1))))];
}
