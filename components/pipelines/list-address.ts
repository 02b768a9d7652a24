import type { RunStatus, RunTrigger } from '@/lib/pipeline-runs/schema';
import { addressOf } from '../address-of';

/** What the list of runs is narrowed to. */
export interface RunNarrowing {
  status?: RunStatus | undefined;
  trigger?: RunTrigger | undefined;
  dataset?: string | undefined;
}

/** The address of the list, so narrowed, from a page on. */
export function listAddress({ status, trigger, dataset }: RunNarrowing, cursor?: string): string {
  return addressOf('/pipelines', { status, dataset, trigger, cursor });
}
