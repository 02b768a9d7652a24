import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { runEdit, trackedRun } from '@/lib/tracking/schema';
import { deleteRun, editRun, getTrackedRun } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}', {
  GET: route({
    operation: 'getRun',
    summary: 'One tracked run',
    tags: ['tracking'],
    params: idParams,
    response: trackedRun,
    handler: ({ params }) => getTrackedRun(params.id),
  }),
  PATCH: route({
    operation: 'editRun',
    summary: 'Change what people say of a run: its name, note and tags',
    tags: ['tracking'],
    params: idParams,
    body: runEdit,
    response: trackedRun,
    fails: ['conflict'],
    handler: async ({ params, body }) => {
      const { id } = await getTrackedRun(params.id);
      await editRun(id, body);
      return getTrackedRun(id);
    },
  }),
  DELETE: route({
    operation: 'deleteRun',
    summary: 'Delete a run: it can be restored until it is purged; again is no error',
    tags: ['tracking'],
    params: idParams,
    handler: async ({ params }) => {
      await deleteRun((await getTrackedRun(params.id)).id);
      return undefined;
    },
  }),
});
