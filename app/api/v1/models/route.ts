import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { registeredModelList, registeredModelQuery } from '@/lib/registry/schema';
import { listModels } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models', {
  GET: route({
    operation: 'listModels',
    summary: 'Registered models with their aliases',
    tags: ['models'],
    query: registeredModelQuery,
    response: registeredModelList,
    handler: ({ query }) => listModels(query),
  }),
});
