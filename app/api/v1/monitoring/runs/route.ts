import { requireDataset } from '@/lib/datasets/chosen';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { monitoringQuery, runHealth } from '@/lib/monitoring/schema';
import { readRunHealth } from '@/lib/monitoring/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/monitoring/runs', {
  GET: route({
    operation: 'getRunHealth',
    summary: 'How the newest pipeline runs went: durations, failures, steps',
    tags: ['monitoring'],
    query: monitoringQuery,
    response: runHealth,
    handler: async ({ query }) => readRunHealth(await requireDataset(query.dataset)),
  }),
});
