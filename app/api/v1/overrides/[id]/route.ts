import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { override } from '@/lib/overrides/schema';
import { overrideOf } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/{id}', {
  GET: route({
    operation: 'getOverride',
    summary: 'An override with the model’s number and the planner’s of each date',
    tags: ['overrides'],
    params: idParams,
    response: override,
    fails: ['not_found'],
    handler: ({ params }) => overrideOf(params.id),
  }),
});
