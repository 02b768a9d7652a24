import { eventType, staticSchema } from 'inngest';
import type { PipelineParameters } from '@/lib/pipeline/parameters';

/** A pipeline run waits to be carried out. `dispatch` counts its hand-overs: 1, and one more for each retry. */
export const runRequested = eventType('pipeline/run.requested', {
  schema: staticSchema<{ runId: string; dispatch: number; dataset: string; parameters: PipelineParameters }>(),
});

/** A pipeline run was cancelled by its owner. */
export const runCancelled = eventType('pipeline/run.cancelled', { schema: staticSchema<{ runId: string }>() });
