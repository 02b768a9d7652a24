import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { runsEdit, runsEdited, trackedRunList, trackedRunQuery } from '@/lib/tracking/schema';
import { editRuns, listRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs', {
  GET: route({
    operation: 'listRuns',
    summary: 'Tracked runs with their parameters and metrics, newest first',
    tags: ['tracking'],
    query: trackedRunQuery,
    response: trackedRunList,
    handler: ({ query }) => listRuns(query),
  }),
  PATCH: route({
    operation: 'editRuns',
    summary: 'Change up to 1000 runs at once: delete or restore them, set and take away tags',
    description: 'All or nothing. Ids that name no run are passed over, and a deleted run takes no tags until it is restored.',
    tags: ['tracking'],
    body: runsEdit,
    response: runsEdited,
    handler: async ({ body }) => ({ changed: await editRuns(body) }),
  }),
});
