import { z } from 'zod';

/**
 * The data that a run's charts draw, as the run keeps them in `plots/<name>.json`. A figure that does not exist is null. Errors are
 * actual less forecast, in the target's units: positive where more was sold than forecast. Sizes are bounded whatever the data are.
 */
const figure = z.number().nullable();
const column = z.array(figure);
const whole = z.number().int();
const byModel = <Drawn extends z.ZodType>(drawn: Drawn) => z.record(z.string(), drawn);

export const foldsPlot = z.object({
  origins: z.array(z.string()),
  models: byModel(z.object({ rmse: column, wape: column, mae: column.optional(), bias: column.optional() })),
});

export const errorByStepPlot = z.object({ steps: z.array(whole), models: byModel(z.object({ mae: column, wape: column })) });

export const totalsPlot = z.array(z.object({ origin: z.string(), dates: z.array(z.string()), actual: column, models: byModel(column) }));

/** Scored forecasts of the test window beside what came, or an even sample of them, by column; `series` and `date` are positions. */
export const predictionsPlot = z.object({
  of: whole.describe('How many there are'),
  seriesNames: z.array(z.string()),
  dates: z.array(z.string()),
  series: z.array(whole),
  date: z.array(whole),
  step: z.array(whole),
  actual: column,
  models: byModel(column),
});

/** Errors on the test window: a histogram between the 0.5% and 99.5% quantiles, what lies beyond, and quantiles against a normal. */
export const errorDistributionPlot = z.object({
  probabilities: z.array(z.number()),
  models: byModel(
    z.object({
      count: whole,
      mean: figure,
      deviation: figure,
      edges: z.array(z.number()),
      counts: z.array(whole),
      below: whole,
      above: whole,
      quantiles: column,
    }),
  ),
});

/** Errors of all series by date, of the backtest origins and of the test window: mean, and the middle 80% about the median. */
export const residualsOverTimePlot = z.object({
  dates: z.array(z.string()),
  windows: z.array(z.enum(['selection', 'test'])),
  models: byModel(z.object({ mean: column, lower: column, median: column, upper: column })),
});

/** How often intervals held what came on the test window, by steps ahead. */
export const calibrationPlot = z.object({
  model: z.string(),
  steps: z.array(whole),
  levels: z.array(z.object({ level: z.number(), overall: figure, coverage: column, widthPercent: column })),
});

/** WAPE and bias (both in percent of sales, bias positive where the forecast was too high) by two ways to cut the test window. */
export const errorMapPlot = z.object({
  model: z.string(),
  maps: z.array(
    z.object({
      rows: z.object({ name: z.string(), labels: z.array(z.string()) }),
      columns: z.object({ name: z.string(), labels: z.array(z.string()) }),
      wape: z.array(column),
      bias: z.array(column),
    }),
  ),
});

/** What moves a booster's forecasts after the run's origin: SHAP values of an even sample of rows. */
export const shapPlot = z.object({
  unit: z.enum(['share', 'target', 'log']).describe("Of a series' recent level, in the target's units, or on a logarithmic scale"),
  rows: whole,
  features: z.array(
    z.object({
      feature: z.string(),
      meanAbsolute: z.number(),
      direction: figure.describe('Correlation of value and contribution: positive where more of it means more'),
      values: column.optional().describe('By row, from the least (0) to the greatest (1); absent beyond the first features'),
      contributions: column.optional(),
    }),
  ),
});

const errors = z.record(z.string(), figure);
/** Figures by model on both windows; `best` is the model that was chosen. */
export const comparisonPlot = z.object({
  best: z.string(),
  models: byModel(z.object({ backtest: errors, test: errors })),
});

/** Errors on the test window by segment. */
export const segmentsPlot = z.object({
  models: z.array(z.string()),
  levels: z.array(
    z.object({
      level: z.string(),
      cuts: z.array(
        z.object({
          by: z.string(),
          labels: z.array(z.string()),
          models: byModel(z.object({ wape: column, rmse: column, bias: column, mase: column })),
        }),
      ),
    }),
  ),
});

export const importancePlot = z.object({
  models: byModel(z.array(z.object({ feature: z.string(), driver: z.string(), gain: figure, split: figure }))),
});

export const shapPlots = z.object({ models: byModel(shapPlot) });

/** Every chart by its name, and what it draws. */
export const plotSchemas = {
  comparison: comparisonPlot,
  folds: foldsPlot,
  'error-by-step': errorByStepPlot,
  totals: totalsPlot,
  predictions: predictionsPlot,
  'residuals-over-time': residualsOverTimePlot,
  'error-distribution': errorDistributionPlot,
  segments: segmentsPlot,
  'error-map': errorMapPlot,
  calibration: calibrationPlot,
  importance: importancePlot,
  shap: shapPlots,
} as const;

export type PlotName = keyof typeof plotSchemas;
export type PlotOf<Name extends PlotName> = z.infer<(typeof plotSchemas)[Name]>;
export const plotNames = Object.keys(plotSchemas) as PlotName[];

/** A chart's data as the API answers them. */
export const runPlot = z.discriminatedUnion('plot', [
  z.object({ plot: z.literal('comparison'), data: comparisonPlot }),
  z.object({ plot: z.literal('folds'), data: foldsPlot }),
  z.object({ plot: z.literal('error-by-step'), data: errorByStepPlot }),
  z.object({ plot: z.literal('totals'), data: totalsPlot }),
  z.object({ plot: z.literal('predictions'), data: predictionsPlot }),
  z.object({ plot: z.literal('residuals-over-time'), data: residualsOverTimePlot }),
  z.object({ plot: z.literal('error-distribution'), data: errorDistributionPlot }),
  z.object({ plot: z.literal('segments'), data: segmentsPlot }),
  z.object({ plot: z.literal('error-map'), data: errorMapPlot }),
  z.object({ plot: z.literal('calibration'), data: calibrationPlot }),
  z.object({ plot: z.literal('importance'), data: importancePlot }),
  z.object({ plot: z.literal('shap'), data: shapPlots }),
]);
