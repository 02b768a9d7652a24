import { requireDataset } from '@/lib/datasets/chosen';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { monitoredAlerts, monitoringQuery } from '@/lib/monitoring/schema';
import { readAlerts } from '@/lib/monitoring/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/monitoring/alerts', {
  GET: route({
    operation: 'listAlerts',
    summary: 'What is amiss, the gravest first, each with what to do',
    tags: ['monitoring'],
    query: monitoringQuery,
    response: monitoredAlerts,
    handler: async ({ query }) => ({ items: await readAlerts(await requireDataset(query.dataset)) }),
  }),
});
