import { z } from 'zod';

const number = z.number().nullable();

/** Figures of one window; percent figures are in percent. Null where a figure does not exist, such as MAPE at zero sales. */
export const cardFigures = z.record(z.string(), number);
export type CardFigures = z.infer<typeof cardFigures>;

const windowFigures = z.strictObject({ backtest: cardFigures, test: cardFigures });

const estimate = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number(), confidence: z.number() });

/** What a person should know of a version before relying on it. What nobody recorded is null or empty. */
export const modelCard = z.strictObject({
  name: z.string(),
  version: z.number().int(),
  kind: z.enum(['forecaster', 'member', 'other']),
  summary: z.string().describe('What it is, in one sentence'),
  data: z
    .strictObject({
      dataset: z.string(),
      version: z.number().int().nullable(),
      fingerprint: z.string().nullable(),
      level: z.string().nullable(),
      frequency: z.enum(['day', 'week', 'month']).nullable(),
      firstDate: z.iso.date().nullable(),
      trainedThrough: z.iso.date().nullable(),
      rows: z.number().int().nullable(),
      series: z.number().int().nullable(),
      known: z.array(z.string()).describe('Covariates that are known ahead'),
      past: z.array(z.string()).describe('Covariates that are known up to the origin only'),
    })
    .nullable(),
  windows: z
    .array(z.strictObject({ name: z.enum(['selection', 'calibration', 'test']), origins: z.array(z.iso.date()) }))
    .describe('From which days it was judged'),
  horizon: z.number().int().nullable(),
  members: z
    .array(z.strictObject({ name: z.string(), weight: z.number().describe('Mean over the steps ahead, 0 to 1') }))
    .describe('What it is weighed of'),
  features: z.array(z.strictObject({ label: z.string(), detail: z.string() })),
  importance: z
    .array(z.strictObject({ feature: z.string(), share: z.number().describe('Of the gain of all features, 0 to 1') }))
    .describe('The most telling features of a booster'),
  hyperparameters: z.record(z.string(), z.string()),
  figures: z.strictObject({ own: windowFigures, naive: windowFigures.nullable() }),
  confidence: z
    .strictObject({ wape: estimate.nullable(), gain: estimate.nullable().describe("Its WAPE less the seasonal naive's") })
    .describe('By bootstrap over series, on the test window'),
  levels: z
    .array(z.strictObject({ level: z.string(), wape: number, naiveWape: number, rmse: number, bias: number, points: z.number().int() }))
    .describe('On the test window'),
  intervals: z.array(z.strictObject({ level: z.number(), coverage: z.number(), points: z.number().int().nullable(), width: number })),
  intervalMethod: z.string().nullable(),
  strengths: z.array(z.string()),
  limits: z.array(z.string()),
  intendedUse: z.array(z.string()),
  load: z.strictObject({ python: z.string().nullable(), rest: z.string().nullable(), note: z.string() }),
  made: z.strictObject({
    runId: z.string().nullable(),
    pipelineRunId: z.string().nullable(),
    almanac: z.string().nullable(),
    revision: z.string().nullable(),
    libraries: z.record(z.string(), z.string()),
  }),
});
export type ModelCard = z.infer<typeof modelCard>;
