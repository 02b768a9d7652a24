import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { experiment, experimentList, experimentQuery, experimentToCreate } from '@/lib/tracking/schema';
import { getExperiment, listExperiments, openExperiment } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/experiments', {
  GET: route({
    operation: 'listExperiments',
    summary: 'Experiments that tracked runs belong to',
    tags: ['tracking'],
    query: experimentQuery,
    response: experimentList,
    handler: ({ query }) => listExperiments(query),
  }),
  POST: route({
    operation: 'createExperiment',
    summary: 'Make an experiment for runs to belong to',
    tags: ['tracking'],
    body: experimentToCreate,
    response: experiment,
    status: 201,
    fails: ['conflict'],
    handler: async ({ body }) => getExperiment(await openExperiment(body.name)),
  }),
});
