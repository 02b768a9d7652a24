import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { override } from '@/lib/overrides/schema';
import { restoreOverride } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/{id}/restore', {
  POST: route({
    operation: 'restoreOverride',
    summary: 'Bring a withdrawn override back into force',
    tags: ['overrides'],
    params: idParams,
    response: override,
    fails: ['not_found'],
    handler: ({ params }) => restoreOverride(params.id),
  }),
});
