import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { experiment } from '@/lib/tracking/schema';
import { experimentNumber, getExperiment, restoreExperiment } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments/{id}/restore', {
  POST: route({
    operation: 'restoreExperiment',
    summary: 'Bring a deleted experiment back with its runs; one that is active is no error',
    tags: ['tracking'],
    params: idParams,
    response: experiment,
    handler: async ({ params }) => {
      const id = experimentNumber(params.id);
      if ((await getExperiment(id)).lifecycleStage === 'deleted') await restoreExperiment(id);
      return getExperiment(id);
    },
  }),
});
