import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { trackedRun } from '@/lib/tracking/schema';
import { getTrackedRun, restoreRun } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/restore', {
  POST: route({
    operation: 'restoreRun',
    summary: 'Bring a deleted run back; one that is active is no error',
    tags: ['tracking'],
    params: idParams,
    response: trackedRun,
    handler: async ({ params }) => {
      const { id } = await getTrackedRun(params.id);
      await restoreRun(id);
      return getTrackedRun(id);
    },
  }),
});
