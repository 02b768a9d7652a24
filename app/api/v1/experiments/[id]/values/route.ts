import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { loggedValues, loggedValuesQuery } from '@/lib/tracking/schema';
import { experimentNumber, getExperiment, loggedValues as valuesOf } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments/{id}/values', {
  GET: route({
    operation: 'listLoggedValues',
    summary: "Values that an experiment's latest runs have of one parameter, tag or attribute, the commonest first",
    tags: ['tracking'],
    params: idParams,
    query: loggedValuesQuery,
    response: loggedValues,
    handler: async ({ params, query }) => {
      const id = experimentNumber(params.id);
      await getExperiment(id);
      return { items: await valuesOf(id, query) };
    },
  }),
});
