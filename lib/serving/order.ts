/** A published forecast, as far as the predictor needs it to find and to check its files. */
export interface PublishedRef {
  id: string;
  /** ISO instant: a run that is repeated publishes anew under the same id. */
  publishedAt: string;
  /** The pipeline run that published it: its panel and its members' forecasts are in the run's workspace. */
  runId: string;
  dataset: string;
  /** Level that was modelled. */
  level: string;
  /** ISO date of the last known period. */
  origin: string;
  /** Steps that were published, the most that can be asked for. */
  horizon: number;
}

/** A covariate known ahead, as it would be: what-if. `path` is where the client wrote it. */
export interface Override {
  path: string;
  /** As the client wrote it: an id, or key values. */
  series: string;
  date: string;
  values: [name: string, value: number][];
}

/** What the predictor is asked. */
export interface ForecastOrder {
  forecast: PublishedRef;
  /** Level of series that are told by their key values. */
  level: string;
  series: { path: string; series: string }[];
  horizon: number;
  future: Override[];
  explain: boolean;
  /** Answer for what can be answered, and say of each other series what is wrong with it; else anything wrong fails the whole. */
  lenient?: boolean;
}

/** Forecasts of one order's series, in its order, as columns: `[series * horizon + step - 1]`. */
export interface ForecastColumns {
  ids: string[];
  /** Level of each series. */
  levels: string[];
  /** Of each step, ISO. */
  dates: string[];
  mean: Float64Array;
  /** Bounds at 80, 90 and 95 %. */
  lower: [Float64Array, Float64Array, Float64Array];
  upper: [Float64Array, Float64Array, Float64Array];
  /** How the intervals of each level came about, in words. */
  intervalMethods: Record<string, string>;
  explanation?: Explanations;
  /** What of the overrides should give pause; `place` in the order where that is lenient. */
  warnings: (ForecastWarning & { place?: number })[];
  /** Series left out of a lenient answer, by place in the order, with what is wrong. */
  failures: { place: number; path: string; message: string }[];
}

/** An override that is answered, but not as its writer may think. */
export interface ForecastWarning {
  /** Id of the series; absent where it holds for all. */
  series?: string;
  covariate: string;
  message: string;
}

/** What each point is made of: it is its base and the contributions of its drivers. */
export interface Explanations {
  /** The recent level of each series, which the drivers depart from. */
  base: Float64Array;
  /** `[(series * horizon + step - 1) * drivers + driver]` */
  contributions: Float64Array;
  /** By driver, in their order: the features that count to it. */
  features: string[][];
}
