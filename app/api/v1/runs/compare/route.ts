import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { compareQuery, runComparison } from '@/lib/tracking/schema';
import { compareRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/compare', {
  GET: route({
    operation: 'compareRuns',
    summary: 'Parameters and metrics of 2 to 20 runs beside each other',
    tags: ['tracking'],
    query: compareQuery,
    response: runComparison,
    fails: ['not_found'],
    handler: ({ query: { ids, differing } }) => compareRuns(ids, { differing }),
  }),
});
