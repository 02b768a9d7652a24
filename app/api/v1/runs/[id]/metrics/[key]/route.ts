import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { metricHistory, metricHistoryQuery } from '@/lib/tracking/schema';
import { getTrackedRun, metricHistory as historyOf } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/metrics/{key}', {
  GET: route({
    operation: 'getMetricHistory',
    summary: 'Every logged point of one metric of a run, in order of step',
    tags: ['tracking'],
    params: z.object({ id: z.string(), key: z.string() }),
    query: metricHistoryQuery,
    response: metricHistory,
    handler: async ({ params, query }) => {
      const { id } = await getTrackedRun(params.id);
      return historyOf(id, params.key, query);
    },
  }),
});
