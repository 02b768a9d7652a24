import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { trackedRun } from '@/lib/tracking/schema';
import { getTrackedRun } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}', {
  GET: route({
    operation: 'getRun',
    summary: 'One tracked run',
    tags: ['tracking'],
    params: idParams,
    response: trackedRun,
    handler: ({ params }) => getTrackedRun(params.id),
  }),
});
