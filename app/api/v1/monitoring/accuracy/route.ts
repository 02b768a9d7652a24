import { requireDataset } from '@/lib/datasets/chosen';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { monitoredAccuracy, monitoringQuery } from '@/lib/monitoring/schema';
import { readAccuracy } from '@/lib/monitoring/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/monitoring/accuracy', {
  GET: route({
    operation: 'getMonitoredAccuracy',
    summary: 'How past forecasts did on what has come since, by origin and level',
    tags: ['monitoring'],
    query: monitoringQuery,
    response: monitoredAccuracy,
    handler: async ({ query }) => ({
      items: (await readAccuracy(await requireDataset(query.dataset))).map(({ frequency: _, ...item }) => item),
    }),
  }),
});
