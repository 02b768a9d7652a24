import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { type BoostedConfig, BoostedForecaster } from '@/lib/models/boosted';
import type { BoosterLibrary, TrainingSet } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';

/** Seconds of each phase, and the process's peak memory. */
export interface Phases {
  read: number;
  features: number;
  train: number;
  predict: number;
  total: number;
  peakMib: number;
  rows: number;
  columns: number;
  meanForecast: number;
}

/**
 * Reads, fits and forecasts as a run does, with a watch on each phase. Features are made while the dataset takes them in:
 * their time is that of choosing rows and making their features, wherever it is spent.
 */
export function measure(read: () => Panel, config: BoostedConfig): { phases: Phases; panel: Panel; forecasts: Float64Array } {
  const library = loadBooster(config.booster);
  const start = performance.now();
  const panel = read();
  const readAt = performance.now();
  const watch = watched(library);
  using fitted = new BoostedForecaster(watch.library, config, noHolidays).fit(panel, panel.origin);
  const fittedAt = performance.now();
  const forecasts = fitted.forecast(panel, panel.origin, config.horizon).values;
  const end = performance.now();
  const train = watch.seconds.train - watch.seconds.reading;
  const phases: Phases = {
    read: (readAt - start) / 1000,
    features: (fittedAt - readAt) / 1000 - train,
    train,
    predict: (end - fittedAt) / 1000,
    total: (end - start) / 1000,
    peakMib: process.resourceUsage().maxRSS / 1024,
    rows: watch.rows(),
    columns: fitted.featureNames.length,
    meanForecast: forecasts.reduce((sum, value) => sum + value, 0) / forecasts.length,
  };
  return { phases, panel, forecasts };
}

/** A library that tells how long training took, and how much of it went into making rows. */
function watched(library: BoosterLibrary) {
  const seconds = { train: 0, reading: 0 };
  let rows = 0;
  const timed = (set: TrainingSet): TrainingSet => {
    if ('values' in set) return set;
    return {
      ...set,
      read: (from, to, out) => {
        const start = performance.now();
        set.read(from, to, out);
        seconds.reading += (performance.now() - start) / 1000;
      },
    };
  };
  const watching: BoosterLibrary = {
    name: library.name,
    version: library.version,
    libraryPath: library.libraryPath,
    modelFile: library.modelFile,
    load: (model) => library.load(model),
    train: (request) => {
      rows = request.train.rows;
      const start = performance.now();
      const booster = library.train({ ...request, train: timed(request.train) });
      seconds.train += (performance.now() - start) / 1000;
      return booster;
    },
  };
  return { library: watching, seconds, rows: () => rows };
}
