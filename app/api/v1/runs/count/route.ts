import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { runCount, runSelection } from '@/lib/tracking/schema';
import { countRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/count', {
  GET: route({
    operation: 'countRuns',
    summary: 'How many tracked runs a filter matches, and how many of them are under way',
    tags: ['tracking'],
    query: runSelection,
    response: runCount,
    handler: ({ query }) => countRuns(query),
  }),
});
