import { requireDataset } from '@/lib/datasets/chosen';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { driftAnswer, monitoringQuery } from '@/lib/monitoring/schema';
import { readDrift } from '@/lib/monitoring/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/monitoring/drift', {
  GET: route({
    operation: 'getDrift',
    summary: 'How the newest data differ from those before: sales and covariates',
    tags: ['monitoring'],
    query: monitoringQuery,
    response: driftAnswer,
    handler: async ({ query }) => readDrift(await requireDataset(query.dataset)),
  }),
});
