import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { metricLine, metricLineQuery } from '@/lib/tracking/schema';
import { getTrackedRun, metricLine as lineOf, metricHistory } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/metrics/{key}', {
  GET: route({
    operation: 'getMetricHistory',
    summary: 'Every logged point of one metric of a run in order of step, or the points of a line for a chart',
    description:
      'With `points`, the line is thinned on the server to so many by Largest Triangle Three Buckets, which keeps its ends and its peaks.',
    tags: ['tracking'],
    params: z.object({ id: z.string(), key: z.string() }),
    query: metricLineQuery,
    response: metricLine,
    handler: async ({ params, query: { points, from, to, ...page } }) => {
      const { id } = await getTrackedRun(params.id);
      if (points !== undefined) return lineOf(id, params.key, { points, from, to });
      return { ...(await metricHistory(id, params.key, page)), sampledFrom: null, notNumbers: null };
    },
  }),
});
