import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { loggedKeys } from '@/lib/tracking/schema';
import { experimentNumber, getExperiment, loggedKeys as keysOf } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments/{id}/keys', {
  GET: route({
    operation: 'listLoggedKeys',
    summary: "Keys of the parameters, metrics and tags that an experiment's runs have logged",
    tags: ['tracking'],
    params: idParams,
    response: loggedKeys,
    handler: async ({ params }) => {
      const id = experimentNumber(params.id);
      await getExperiment(id);
      return keysOf(id);
    },
  }),
});
