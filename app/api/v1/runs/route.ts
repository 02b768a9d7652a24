import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { trackedRunList, trackedRunQuery } from '@/lib/tracking/schema';
import { listRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs', {
  GET: route({
    operation: 'listRuns',
    summary: 'Tracked runs with their parameters and metrics, newest first',
    tags: ['tracking'],
    query: trackedRunQuery,
    response: trackedRunList,
    handler: ({ query }) => listRuns(query),
  }),
});
