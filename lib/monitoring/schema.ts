import { z } from 'zod';
import { alertKinds } from './alerts';

const date = z.iso.date();
const number = z.number().nullable();

export const monitoringQuery = z.strictObject({ dataset: z.string().optional().describe('The sample retailer by default') });

export const monitoredAccuracy = z.strictObject({
  items: z.array(
    z.strictObject({
      forecastId: z.string(),
      origin: date,
      publishedAt: z.iso.datetime(),
      modelName: z.string(),
      modelVersion: z.number().int().nullable(),
      level: z.string(),
      points: z.number().int().describe('Points whose actual is known'),
      published: z.number().int().describe('Points that were published at the level'),
      through: date.describe('Last date that was scored'),
      wape: number.describe('100 sum|y - f| / sum|y|'),
      naiveWape: number.describe('The same of the seasonal naive at the same origin, on the same points'),
      bias: number.describe('100 sum(f - y) / sum|y|: positive is too high'),
      coverage80: z.number().describe('Share of actuals inside the 80% interval, 0 to 1'),
      coverage95: z.number(),
    }),
  ),
});

const comparison = z.strictObject({
  psi: number.describe('Population stability index; null where a sample is empty'),
  ks: number.describe('Kolmogorov-Smirnov distance, 0 to 1'),
  pValue: number.describe('Of the Kolmogorov-Smirnov test, asymptotic'),
  points: z.number().int().describe('Of the reference'),
});

export const driftVerdicts = ['stable', 'moderate', 'large', 'too-few'] as const;

export const driftReport = z.strictObject({
  dataset: z.string(),
  datasetVersion: z.number().int(),
  level: z.string(),
  frequency: z.enum(['day', 'week', 'month']),
  runId: z.string().describe('The pipeline run whose data were looked at'),
  measuredAt: z.iso.datetime(),
  window: z.strictObject({ from: date, to: date, periods: z.number().int() }).describe('The newest periods'),
  yearBefore: z.strictObject({ from: date, to: date }).nullable().describe('The same season of the year before'),
  training: z.strictObject({ from: date, to: date }).nullable().describe('All before the window'),
  series: z.number().int(),
  sampledSeries: z.number().int().describe('Series that were looked at'),
  thresholds: z.strictObject({ moderate: z.number(), large: z.number(), pValue: z.number(), fewestPoints: z.number().int() }),
  items: z.array(
    z.strictObject({
      name: z.string(),
      role: z.enum(['target', 'known', 'past']),
      verdict: z.enum(driftVerdicts).describe('By the year before where there is one, else by all before'),
      judgedBy: z.enum(['yearBefore', 'training']),
      points: z.number().int().describe('In the window'),
      missing: z.strictObject({ recent: z.number(), reference: z.number() }).describe('Shares of blanks, 0 to 1'),
      mean: z.strictObject({ recent: number, reference: number }),
      yearBefore: comparison.nullable(),
      training: comparison.nullable(),
      histogram: z.strictObject({ edges: z.array(z.number()), reference: z.array(z.number()), recent: z.array(z.number()) }),
    }),
  ),
  restated: z
    .strictObject({
      runId: z.string(),
      datasetVersion: z.number().int(),
      points: z.number().int().describe('Target values that both know'),
      changed: z.number().int(),
      share: z.number(),
      netPercent: number.describe('100 (sum now / sum then - 1) over all of them'),
    })
    .nullable()
    .describe('What the newest version of the data says otherwise than the one before'),
});
export type DriftReport = z.infer<typeof driftReport>;
export type DriftItem = DriftReport['items'][number];

/** Where a run's report is kept in its workspace. */
export const driftFile = 'drift.json';

export const driftAnswer = z.strictObject({
  report: driftReport.nullable(),
  reason: z.string().nullable().describe('Why there is none'),
});
export type DriftAnswer = z.infer<typeof driftAnswer>;

const durations = z.strictObject({ median: number, p90: number, last: number });

export const runHealth = z.strictObject({
  runs: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
      trigger: z.string(),
      createdAt: z.iso.datetime(),
      waitedMs: number,
      tookMs: number,
      attempts: z.number().int().describe('Most attempts that a step of it took'),
      failure: z.strictObject({ step: z.string().nullable(), code: z.string(), message: z.string() }).nullable(),
    }),
  ),
  ended: z.number().int(),
  succeeded: z.number().int(),
  tookMs: durations,
  steps: z.array(
    z.strictObject({ name: z.string(), runs: z.number().int(), medianMs: z.number(), slowestMs: z.number(), retried: z.number().int() }),
  ),
});
export type RunHealth = z.infer<typeof runHealth>;

export const monitoredAlerts = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: z.enum(alertKinds),
      severity: z.enum(['danger', 'warning', 'info']),
      title: z.string(),
      detail: z.string(),
      advice: z.string().describe('What to do'),
      runId: z.string().nullable(),
    }),
  ),
});
export type MonitoredAlert = z.infer<typeof monitoredAlerts>['items'][number];

export const freshness = z.strictObject({
  dataset: z.string(),
  today: date.describe("In the data's own time zone"),
  dataThrough: date.nullable(),
  ageDays: z.number().int().nullable(),
  staleAfterDays: z.number().int(),
  stale: z.boolean(),
  forecast: z.strictObject({ origin: date, through: date, publishedAt: z.iso.datetime() }).nullable(),
  versions: z.array(
    z.strictObject({ version: z.number().int(), firstDate: date, lastDate: date, rowCount: z.number().int(), createdAt: z.iso.datetime() }),
  ),
});
export type Freshness = z.infer<typeof freshness>;
