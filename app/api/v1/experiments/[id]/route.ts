import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { experiment, experimentEdit } from '@/lib/tracking/schema';
import { deleteExperiment, experimentNumber, getExperiment, renameExperiment } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments/{id}', {
  GET: route({
    operation: 'getExperiment',
    summary: 'One experiment',
    tags: ['tracking'],
    params: idParams,
    response: experiment,
    handler: ({ params }) => getExperiment(experimentNumber(params.id)),
  }),
  PATCH: route({
    operation: 'renameExperiment',
    summary: 'Give an experiment another name',
    tags: ['tracking'],
    params: idParams,
    body: experimentEdit,
    response: experiment,
    fails: ['conflict'],
    handler: async ({ params, body }) => {
      const id = experimentNumber(params.id);
      await renameExperiment(id, body.name);
      return getExperiment(id);
    },
  }),
  DELETE: route({
    operation: 'deleteExperiment',
    summary: 'Delete an experiment with its runs: it can be restored until it is purged; again is no error',
    tags: ['tracking'],
    params: idParams,
    handler: async ({ params }) => {
      const id = experimentNumber(params.id);
      if ((await getExperiment(id)).lifecycleStage === 'active') await deleteExperiment(id);
      return undefined;
    },
  }),
});
