import { Prisma } from '@/generated/prisma/client';
import { conditionsOf } from './filter/vocabulary';
import { findRuns } from './find-runs';
import { pageOf, readPageToken } from './page-token';
import { runOrder } from './run-order';
import { type RunRecord, runRecords } from './run-records';
import { runVocabulary } from './run-vocabulary';

export type LifecycleView = 'active' | 'deleted' | 'all';

export interface RunSearch {
  experimentIds: number[];
  /** `metrics.rmse < 100 and params.model = 'lightgbm'`; see `parseFilter`. */
  filter?: string;
  /** `metrics.rmse DESC`, the first first; then the latest start, then the id. */
  orderBy?: string[];
  view?: LifecycleView;
  limit: number;
  pageToken?: string;
}

/**
 * Runs of some experiments that a filter matches, a page at a time, with all that they logged.
 * First the ids of the page are found, over indexes of what is filtered and sorted by; then what the page's runs logged is read.
 * @throws AlmanacError `validation_failed` naming `filter`, `orderBy` or `pageToken`
 */
export async function searchRuns(search: RunSearch): Promise<{ runs: RunRecord[]; nextToken: string | undefined }> {
  const { experimentIds, view = 'active', limit } = search;
  const conditions = conditionsOf(search.filter, runVocabulary);
  const order = runOrder(search.orderBy ?? []);
  const offset = readPageToken(search.pageToken);
  // One experiment, the commonest case, is read in the order of its index.
  const [only, ...others] = experimentIds;
  if (only === undefined) return { runs: [], nextToken: undefined };
  const scope = [
    others.length === 0 ? Prisma.sql`run.experiment_id = ${only}` : Prisma.sql`run.experiment_id = ANY(${experimentIds}::int[])`,
  ];
  if (view !== 'all') scope.push(Prisma.sql`run.lifecycle_stage = ${view}::lifecycle_stage`);
  const found = await findRuns({ scope, conditions, order, offset, limit });
  const { rows, nextToken } = pageOf(found, offset, limit);
  return { runs: await runRecords(rows.map(({ id }) => id)), nextToken };
}
