import type { CalendarName } from './calendar';
import type { PanelFrequency } from './panel';

/** Which features a model sees. All lengths are in periods of the panel. */
export interface FeatureSpec {
  /** Target lags counted from the target period; one shorter than the step ahead is missing, never read. */
  lags: number[];
  /** Rolling windows that end at the last known period. */
  windows: number[];
  statistics: RollingStatistic[];
  /**
   * Windows of the lagged target (mlforecast's `lag_transforms`): each ends `lag` periods before the target, or at the last
   * known period where that is earlier. `windows` are those of lag 1.
   */
  lagWindows?: { lag: number; window: number; statistics: RollingStatistic[] }[];
  /** Season lengths: for each, the nearest known value of the same season position and the mean of the nearest four. */
  seasons: number[];
  /** Where the year lies: the shape of last year's move from its level to the target's position; 0 for none. */
  year: number;
  expandingMean: boolean;
  /** All calendar features, none, or those named. */
  calendar: boolean | CalendarName[];
  holidays: boolean;
  /** Mean of each past-only covariate over this many periods up to the origin; 0 for none. */
  pastWindow: number;
  /** The step ahead as a feature: for the direct strategies, where rows of many steps are learnt together. */
  step: boolean;
  /** Keys whose text is a number (a shop's size, say) and is read as one; all other keys are categories. */
  numericKeys?: string[];
  /**
   * Window of the recent level by which target and target-derived features are divided, so that one model serves
   * series of any size and follows a trend that trees cannot; 0 keeps the target's own units.
   */
  levelWindow: number;
}

export type RollingStatistic = 'mean' | 'std' | 'min' | 'max' | 'median';

const statistics: RollingStatistic[] = ['mean', 'std', 'min', 'max', 'median'];

/** The features of a default run. */
export function defaultFeatureSpec(frequency: PanelFrequency): FeatureSpec {
  const common = { statistics, expandingMean: true, calendar: true, holidays: true, step: false };
  switch (frequency) {
    case 'day':
      return {
        ...common,
        lags: [1, 2, 3, 7, 14, 21, 28, 30, 364],
        windows: [3, 7, 14, 21, 30],
        seasons: [7],
        year: 364,
        pastWindow: 28,
        levelWindow: 56,
      };
    case 'week':
      return {
        ...common,
        lags: [1, 2, 3, 4, 8, 13, 26, 52],
        windows: [4, 8, 13, 26],
        seasons: [52],
        year: 52,
        pastWindow: 8,
        levelWindow: 13,
      };
    case 'month':
      return { ...common, lags: [1, 2, 3, 6, 12], windows: [3, 6, 12], seasons: [12], year: 12, pastWindow: 3, levelWindow: 6 };
  }
}
