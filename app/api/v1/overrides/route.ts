import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { createOverrideRequest, override, overrideList, overrideQuery } from '@/lib/overrides/schema';
import { createOverride, listOverrides } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides', {
  GET: route({
    operation: 'listOverrides',
    summary: 'Overrides of a dataset, newest first, withdrawn ones among them',
    tags: ['overrides'],
    query: overrideQuery,
    response: overrideList,
    handler: ({ query }) => listOverrides(query),
  }),
  POST: route({
    operation: 'createOverride',
    summary: 'Put a planner’s number beside the model’s, with the reason',
    description:
      'The model’s number never changes: GET /api/v1/forecasts answers it as ever, and GET /api/v1/overrides/plan answers both and which of them holds. ' +
      'An override of an aggregate is handed down to the modelled series that it is the sum of, each by the model’s share, so that all change by the ' +
      'same percentage and sums agree at every level; where there are no shares to divide by it is refused. Of several the newest holds.',
    tags: ['overrides'],
    body: createOverrideRequest,
    response: override,
    status: 201,
    fails: ['not_found'],
    headers: { Location: 'Where the override can be read' },
    handler: async ({ body, principal }) => {
      const made = await createOverride({ ...body, author: body.author ?? clientName(principal) });
      return reply(made, { status: 201, headers: { location: `/api/v1/overrides/${made.id}` } });
    },
  }),
});
