import { z } from 'zod';
import { runStatus, runTrigger } from '@/lib/pipeline-runs/schema';
import { type SearchParams, searchText } from '../search-params';

const datasetName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** What the list of runs is narrowed to, as its address says. Odd values narrow nothing. */
export interface RunSearch {
  status: z.infer<typeof runStatus> | undefined;
  trigger: z.infer<typeof runTrigger> | undefined;
  dataset: string | undefined;
  cursor: string | undefined;
}

export function readRunSearch(query: SearchParams): RunSearch {
  return {
    status: runStatus.safeParse(query.status).data,
    trigger: runTrigger.safeParse(query.trigger).data,
    dataset: datasetName.safeParse(query.dataset).data,
    cursor: searchText(query.cursor),
  };
}
