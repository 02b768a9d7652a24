import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { runGroupList, runGroupQuery } from '@/lib/tracking/schema';
import { groupRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/groups', {
  GET: route({
    operation: 'groupRuns',
    summary: "Tracked runs put together by a parameter's or a tag's value, with the spread of metrics over each group",
    tags: ['tracking'],
    query: runGroupQuery,
    response: runGroupList,
    handler: ({ query }) => groupRuns(query),
  }),
});
