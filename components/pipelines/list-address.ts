import type { RunStatus, RunTrigger } from '@/lib/pipeline-runs/schema';

/** What the list of runs is narrowed to. */
export interface RunNarrowing {
  status?: RunStatus | undefined;
  trigger?: RunTrigger | undefined;
  dataset?: string | undefined;
}

/** The address of the list, so narrowed, from a page on. */
export function listAddress({ status, trigger, dataset }: RunNarrowing, cursor?: string): string {
  const query = new URLSearchParams({
    ...(status && { status }),
    ...(dataset && { dataset }),
    ...(trigger && { trigger }),
    ...(cursor && { cursor }),
  });
  return query.size > 0 ? `/pipelines?${query}` : '/pipelines';
}
