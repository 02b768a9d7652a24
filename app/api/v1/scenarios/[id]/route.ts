import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { scenario, scenarioUpdate } from '@/lib/scenarios/schema';
import { deleteScenario, getScenario, updateScenario } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/{id}', {
  GET: route({
    operation: 'getScenario',
    summary: 'A scenario with its edits, the covariates they made and its forecast',
    tags: ['scenarios'],
    params: idParams,
    response: scenario,
    fails: ['not_found'],
    handler: ({ params }) => getScenario(params.id),
  }),
  PATCH: route({
    operation: 'updateScenario',
    summary: 'Rename a scenario, note something, or edit it anew',
    tags: ['scenarios'],
    params: idParams,
    body: scenarioUpdate,
    response: scenario,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    handler: ({ params, body }) => updateScenario(params.id, body),
  }),
  DELETE: route({
    operation: 'deleteScenario',
    summary: 'Delete a scenario; it can be restored for 30 days',
    tags: ['scenarios'],
    params: idParams,
    fails: ['not_found'],
    handler: async ({ params }) => {
      await deleteScenario(params.id);
      return undefined;
    },
  }),
});
