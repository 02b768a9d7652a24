import { z } from 'zod';
import { type PipelineParameters, pipelineParameters, requestedParameters } from '@/lib/pipeline/parameters';
import { runStatuses, runTriggers } from './run-states';

export { runStatuses, runTriggers };

/** The steps of a training run, in the order in which they are shown. */
export const stepNames = [
  'extract',
  'validate',
  'train-lightgbm',
  'train-xgboost',
  'train-statistical',
  'train-seasonal-naive',
  'train-ensemble',
  'evaluate',
  'register',
  'forecast',
  'report',
] as const;
export type StepName = (typeof stepNames)[number];

/** The steps that a run with these parameters carries out; the others are recorded as skipped. */
export function plannedSteps({
  models,
  enableModelRegistration,
}: Pick<PipelineParameters, 'models' | 'enableModelRegistration'>): StepName[] {
  return stepNames.filter((name) => {
    // What every model is judged by is always trained.
    if (name.startsWith('train-')) return name === 'train-seasonal-naive' || models.some((model) => name === `train-${model}`);
    return name !== 'register' || enableModelRegistration;
  });
}

export const stepStatuses = ['pending', 'running', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;
export const runStatus = z.enum(runStatuses);
export const runTrigger = z.enum(runTriggers);
export type RunStatus = z.infer<typeof runStatus>;
export type RunTrigger = z.infer<typeof runTrigger>;

const time = z.iso.datetime();

/** Why a run or a step failed, in words its reader can act on. `code` is one of lib/errors.ts's. */
export const failure = z.strictObject({
  code: z.string(),
  message: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export type Failure = z.infer<typeof failure>;

export const pipelineStep = z.strictObject({
  name: z.string().describe('One of extract, validate, train-<model>, evaluate, register, forecast, report'),
  status: z.enum(stepStatuses),
  attempt: z.number().int().min(0).describe('Tries so far; 0 before the first'),
  progress: z.number().min(0).max(1),
  message: z.string(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  error: failure.nullable(),
});
export type PipelineStep = z.infer<typeof pipelineStep>;

/** What a finished run has to show. The report step returns it. */
const version = { modelName: z.string(), modelVersion: z.number().int() };

export const pipelineResult = z.strictObject({
  bestModel: z.string().nullable().describe('What did best at the backtest origins of this run'),
  metrics: z.record(z.string(), z.unknown()).describe('Figures by model, as the evaluation reports them'),
  modelName: z.string().nullable().describe('Registered name, where the run could register a model'),
  modelVersion: z.number().int().nullable().describe('Version whose forecasts were published; null for an unregistered model'),
  registered: z.strictObject(version).nullish().describe('What this run registered; null for nothing'),
  published: z
    .strictObject({ kind: z.enum(['own', 'champion']), modelVersion: version.modelVersion.nullable() })
    .nullish()
    .describe("Whose forecasts were published: this run's own model, or the champion that stayed"),
  outcome: z.string().nullish().describe('Why, in words'),
  forecastId: z.string().nullable(),
});
export type PipelineResult = z.infer<typeof pipelineResult>;

export const pipelineRun = z.strictObject({
  id: z.uuid(),
  status: runStatus,
  trigger: runTrigger,
  dataset: z.string(),
  repeatOf: z.uuid().nullable().describe('The run that this one repeats exactly'),
  parameters: pipelineParameters,
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  steps: z.array(pipelineStep),
  result: pipelineResult.nullable(),
  error: failure.nullable(),
});
export type PipelineRun = z.infer<typeof pipelineRun>;

export const pipelineRunList = z.strictObject({ items: z.array(pipelineRun), nextCursor: z.string().nullable() });
export type PipelineRunList = z.infer<typeof pipelineRunList>;

export const pipelineRunQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().optional(),
  status: runStatus.optional(),
  dataset: z.string().optional(),
  trigger: runTrigger.optional().describe('What started the runs'),
});
export type PipelineRunQuery = z.infer<typeof pipelineRunQuery>;

export const createPipelineRunRequest = z.strictObject({ parameters: requestedParameters.prefault({}) });

/** What a run with some parameters would be told and would do, or why it cannot be. */
export const checkedRun = z.strictObject({
  parameters: pipelineParameters.nullable().describe('With what was left open filled in; null where there are problems'),
  steps: z.array(z.enum(stepNames)),
  problems: failure.shape.errors.describe('What the dataset does not allow'),
});
export type CheckedRun = z.infer<typeof checkedRun>;

const event = { id: z.string().describe('Grows with time; give the last one seen to continue after it'), createdAt: time };

export const logLevels = ['info', 'warn', 'error'] as const;
export const logLevel = z.enum(logLevels);
export type LogLevel = z.infer<typeof logLevel>;

/** A line of a run's log; `step` is null where it is about the whole run. */
export const logEntry = z.strictObject({ level: logLevel, message: z.string(), step: z.string().nullable() });

/** What followers of a run are told: its whole state, one step's state, or a line of log. */
export const pipelineEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...event, type: z.literal('run'), payload: pipelineRun }),
  z.strictObject({ ...event, type: z.literal('step'), payload: pipelineStep }),
  z.strictObject({
    ...event,
    type: z.literal('log'),
    payload: logEntry,
  }),
]);
export type PipelineEvent = z.infer<typeof pipelineEvent>;
