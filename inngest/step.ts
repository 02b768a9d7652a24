import { NonRetriableError } from 'inngest';
import { type Attempt, isPermanent, type RunReference, runPipelineStep } from '@/lib/pipeline/steps';
import { StepLostError } from '@/lib/pipeline-runs/progress';
import type { StepName } from '@/lib/pipeline-runs/schema';

/**
 * `runPipelineStep` for use inside a `step.run`: failures that no repetition can mend, and steps that were cancelled or taken over,
 * end the function instead of being retried.
 */
export async function pipelineStep(run: RunReference, name: StepName, attempt: Attempt): Promise<unknown> {
  try {
    return await runPipelineStep(run, name, attempt);
  } catch (error) {
    if (isPermanent(error) || error instanceof StepLostError) throw new NonRetriableError((error as Error).message, { cause: error });
    throw error;
  }
}
