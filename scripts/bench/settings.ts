import { defaultFeatureSpec, type FeatureSpec } from '@/lib/features/spec';
import type { BoostedConfig } from '@/lib/models/boosted';
import { type BoosterParameters, defaultBoosterParameters } from '@/lib/models/booster';

export const horizon = 28;

const none = { seasons: [], year: 0, expandingMean: false, holidays: false, pastWindow: 0, step: false, levelWindow: 0 };

/** The features of `speed_mlforecast.py`. */
const peerFeatures: FeatureSpec = {
  ...none,
  lags: [1, 2, 3, 7, 14, 21, 28],
  windows: [3, 7, 14, 28],
  statistics: ['mean', 'std', 'min', 'max'],
  calendar: ['day_of_week', 'month'],
};

/** Forty features: all lags and windows of a default daily run, and the calendar's numbers. */
const fortyFeatures: FeatureSpec = {
  ...defaultFeatureSpec('day'),
  seasons: [],
  year: 0,
  holidays: false,
  pastWindow: 0,
  calendar: ['day_of_week', 'day_of_month', 'week_of_year', 'month', 'is_month_end'],
};

/** LightGBM's parameters of `speed_mlforecast.py`: those it does not name are LightGBM's defaults. */
const peerParameters = (threads: number): BoosterParameters => ({
  ...defaultBoosterParameters,
  iterations: 100,
  leaves: 31,
  learningRate: 0.1,
  minLeafRows: 20,
  l2: 0,
  rowFraction: 1,
  columnFraction: 1,
  maxBins: 255,
  seed: 0,
  threads,
});

/**
 * `same`: the peer's features and parameters. `own`: the same with our way of training, rounded gradients. `scaled`: ours
 * wholly, the target divided by its recent level, which needs fewer trees and coarser bins. `scale`: forty features, likewise.
 */
export type Setting = 'same' | 'own' | 'scaled' | 'scale';

export function configOf(setting: Setting, threads: number): BoostedConfig {
  const same = peerParameters(threads);
  // Fewer bins cost 2 % of WAPE where series of all sizes share them; where the target is divided by its level, nothing.
  const own: BoosterParameters = { ...same, quantizedGradients: true };
  const parameters: Record<Setting, BoosterParameters> = {
    same,
    own,
    scaled: { ...own, maxBins: 63, iterations: 40 },
    scale: { ...own, maxBins: 63 },
  };
  const features: Record<Setting, FeatureSpec> = {
    same: peerFeatures,
    own: peerFeatures,
    scaled: { ...peerFeatures, levelWindow: 56 },
    scale: fortyFeatures,
  };
  return {
    booster: 'lightgbm',
    strategy: 'recursive',
    horizon,
    stepsPerTarget: 1,
    features: features[setting],
    parameters: parameters[setting],
    // mlforecast drops the rows whose longest lag is missing.
    warmUp: 28,
  };
}
