import { z } from 'zod';
import { readPageToken } from '@/lib/tracking/page-token';
import { isRunId } from '@/lib/tracking/runs';
import { historyByTime, historyOfRuns, sampledHistory } from '@/lib/tracking/service';
import { invalidParameter } from './error';
import { count, int64, requiredText, text, texts } from './fields';
import { toHistoryPoint } from './messages';
import { operation } from './operation';
import { ofRun } from './runs';

const mostBulk = 25_000;
const mostBulkRuns = 100;
const mostPerRun = 2500;

export const metricOperations = [
  operation(
    'GET',
    '/metrics/get-history',
    ofRun.extend({ metric_key: requiredText, page_token: text.optional(), max_results: count.optional() }),
    async ({ run_id, run_uuid, metric_key: key, page_token, max_results: limit }) => {
      const id = run_id || run_uuid || '';
      if (id === '') {
        throw invalidParameter(
          "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.",
        );
      }
      if (limit !== undefined && limit <= 0)
        throw invalidParameter(`Invalid value ${limit} for parameter 'max_results' supplied. It must be a positive integer.`);
      const offset = readPageToken(page_token);
      if (!isRunId(id)) return {};
      const { points, nextToken } = await historyByTime(id, key, { offset, limit: limit && Math.min(limit, 2 ** 31 - 2) });
      return { ...(points.length > 0 && { metrics: points.map((point) => toHistoryPoint(key, point)) }), next_page_token: nextToken };
    },
  ),
  operation(
    'GET',
    '/metrics/get-history-bulk',
    z.object({ run_id: texts.default([]), metric_key: text.optional(), max_results: count.default(mostBulk) }),
    async ({ run_id: runIds, metric_key: key, max_results }) => {
      if (runIds.length === 0) throw invalidParameter('GetMetricHistoryBulk request must specify at least one run_id.');
      if (runIds.length > mostBulkRuns) {
        throw invalidParameter(
          `GetMetricHistoryBulk request cannot specify more than ${mostBulkRuns} run_ids. Received ${runIds.length} run_ids.`,
        );
      }
      if (key === undefined) throw invalidParameter('GetMetricHistoryBulk request must specify a metric_key.');
      const limit = Math.min(Math.max(0, max_results), mostBulk);
      const points = await historyOfRuns(runIds.filter(isRunId), key, limit);
      return { metrics: points.map((point) => ({ ...toHistoryPoint(key, point), run_id: point.runId })) };
    },
  ),
  operation(
    'GET',
    '/metrics/get-history-bulk-interval',
    z.object({
      run_ids: texts.default([]),
      metric_key: requiredText,
      start_step: int64.optional(),
      end_step: int64.optional(),
      max_results: count.default(mostPerRun),
    }),
    async ({ run_ids: runIds, metric_key: key, start_step: from, end_step: to, max_results: limit }) => {
      const seeDocs = ' See the API docs for more information about request parameters.';
      if (runIds.length === 0) throw invalidParameter(`Missing value for required parameter 'run_ids'.${seeDocs}`);
      if (runIds.length > mostBulkRuns) {
        throw invalidParameter(
          `GetMetricHistoryBulkInterval request must specify at most ${mostBulkRuns} run_ids. Received ${runIds.length} run_ids.${seeDocs}`,
        );
      }
      if (limit < 1 || limit > mostPerRun) throw invalidParameter(`max_results must be between 1 and ${mostPerRun}.${seeDocs}`);
      if ((from === undefined) !== (to === undefined))
        throw invalidParameter('If either start step or end step are specified, both must be specified.');
      if (from !== undefined && to !== undefined && from > to)
        throw invalidParameter(`end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`);
      const range = from === undefined || to === undefined ? undefined : { from: BigInt(from), to: BigInt(to) };
      const points = await sampledHistory(runIds.filter(isRunId), key, limit, range);
      return points.length > 0 ? { metrics: points.map((point) => ({ ...toHistoryPoint(key, point), run_id: point.runId })) } : {};
    },
  ),
];
