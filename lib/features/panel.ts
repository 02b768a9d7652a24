/** How far apart two rows of a panel are. */
export type PanelFrequency = 'day' | 'week' | 'month';

/** Which day of its week a week's `ds` is: the first one, or the last one ("week ending"). */
export type WeekLabel = 'start' | 'end';

/**
 * Many series as flat columns, grouped: series `i` owns rows `indptr[i]` to `indptr[i + 1]`.
 * Rows of a series are dense (one a period, no gap) and in time order; every series ends at `origin + horizon`.
 */
export interface Panel {
  frequency: PanelFrequency;
  /** Series ids, length n. */
  ids: string[];
  /** What identifies each series, e.g. `{store: 'store_001'}`, with what follows from it; the static categoricals. */
  keys: Record<string, string>[];
  /** Which keys are attributes of which other: `{region: 'store'}`. What is not named here identifies the series. */
  attributes?: Record<string, string>;
  /** Length n + 1. */
  indptr: Int32Array;
  /** Days since 1970-01-01 of the period's first day; a week's may be any day of it, see `weekLabel`. */
  ds: Int32Array;
  /** By the week: the seven days that a `ds` stands for begin on it (`start`, where this is left out) or end on it. */
  weekLabel?: WeekLabel;
  /** Target; NaN where nothing was recorded, and on every row after the origin. */
  y: Float64Array;
  /** Covariates known ahead (promotions, prices, closures), given up to `origin + horizon`. */
  known: Record<string, Float64Array>;
  /** Covariates known only after the fact (traffic, quantity, weather); NaN after the origin. */
  past: Record<string, Float64Array>;
  /** `ds` of the last period with data: nothing after it is known but `known`. */
  origin: number;
}

/**
 * Which day of its week a panel's `ds` is. Where the data do not say: weeks named by a Friday, Saturday or Sunday are those that end
 * on it, as retail calendars and pandas name them; others begin on it.
 */
export function weekLabelOf(panel: Pick<Panel, 'weekLabel' | 'ds'>): WeekLabel {
  if (panel.weekLabel) return panel.weekLabel;
  const weekday = ((((panel.ds[0] ?? 0) + 3) % 7) + 7) % 7;
  return weekday >= 4 ? 'end' : 'start';
}
