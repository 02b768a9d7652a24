import { failRun } from '@/lib/pipeline-runs/progress';
import { plannedSteps, type StepName } from '@/lib/pipeline-runs/schema';
import { inngest } from '../client';
import { runCancelled, runRequested } from '../events';
import { pipelineStep } from '../step';

/**
 * One training run, from the data to the published forecast. Runs of one dataset come one after the other: the outbox hands the
 * next one over when the last has ended (lib/pipeline-runs/outbox.ts), so this needs no concurrency key of its own.
 */
export const trainSalesForecast = inngest.createFunction(
  {
    id: 'train-sales-forecast',
    name: 'Train sales forecast',
    triggers: [runRequested],
    cancelOn: [{ event: runCancelled, match: 'data.runId' }],
    retries: 3,
    onFailure: async ({ event, error, step }) => {
      const { runId, dispatch } = event.data.event.data as { runId: string; dispatch: number };
      await step.run('record-failure', () => failRun(runId, dispatch, { code: 'internal', message: error.message, errors: [] }));
    },
  },
  async ({ event, step, attempt, maxAttempts }) => {
    const planned = new Set(plannedSteps(event.data.parameters));
    const run = (name: StepName) =>
      planned.has(name)
        ? step.run(name, () => pipelineStep(event.data, name, { attempt, maxAttempts: maxAttempts ?? 4 }))
        : Promise.resolve(null);

    await run('extract');
    await run('validate');
    await Promise.all([run('train-lightgbm'), run('train-xgboost'), run('train-statistical'), run('train-seasonal-naive')]);
    await run('train-ensemble');
    await run('evaluate');
    await run('register');
    await run('forecast');
    return run('report');
  },
);
