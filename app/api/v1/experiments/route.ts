import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { experimentList, experimentQuery } from '@/lib/tracking/schema';
import { listExperiments } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments', {
  GET: route({
    operation: 'listExperiments',
    summary: 'Experiments that tracked runs belong to',
    tags: ['tracking'],
    query: experimentQuery,
    response: experimentList,
    handler: ({ query }) => listExperiments(query),
  }),
});
