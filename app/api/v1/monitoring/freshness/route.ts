import { requireDataset } from '@/lib/datasets/chosen';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { freshness, monitoringQuery } from '@/lib/monitoring/schema';
import { readFreshness } from '@/lib/monitoring/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/monitoring/freshness', {
  GET: route({
    operation: 'getFreshness',
    summary: 'How new the data are, and what the forecast knows of them',
    tags: ['monitoring'],
    query: monitoringQuery,
    response: freshness,
    handler: async ({ query }) => readFreshness(await requireDataset(query.dataset)),
  }),
});
