import { db } from '@/lib/db';
import { logMetrics, type MetricPoint } from './metrics';
import { logParams, storeParams } from './params';
import { setTags } from './tags';

export interface Batch {
  metrics?: MetricPoint[];
  params?: Record<string, string>;
  tags?: Record<string, string>;
}

/**
 * Logs points, parameters and tags of a run together or not at all. The commonest batch, of one kind, is one statement.
 * @throws AlmanacError as `logMetrics`, `logParams` and `setTags` do
 */
export async function logBatch(runId: string, { metrics = [], params = {}, tags = {} }: Batch): Promise<void> {
  const [hasParams, hasTags] = [Object.keys(params).length > 0, Object.keys(tags).length > 0];
  if (!hasParams && !hasTags) return logMetrics(runId, metrics);
  if (!hasParams && metrics.length === 0) return setTags(runId, tags);
  if (!hasTags && metrics.length === 0) return logParams(runId, params);
  await db().$transaction(async (tx) => {
    if (hasParams) await storeParams(runId, params, tx);
    if (metrics.length > 0) await logMetrics(runId, metrics, tx);
    if (hasTags) await setTags(runId, tags, tx);
  });
}
