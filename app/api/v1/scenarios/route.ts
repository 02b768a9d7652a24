import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { createScenarioRequest, scenario, scenarioList, scenarioQuery } from '@/lib/scenarios/schema';
import { createScenario, listScenarios } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios', {
  GET: route({
    operation: 'listScenarios',
    summary: 'Scenarios of a dataset, newest first',
    tags: ['scenarios'],
    query: scenarioQuery,
    response: scenarioList,
    handler: ({ query }) => listScenarios(query),
  }),
  POST: route({
    operation: 'createScenario',
    summary: 'Compute a what-if and keep it',
    description:
      'Edits are told in a planner’s words: a promotion, a price, a closure, or any covariate known ahead by its name. They become covariates ' +
      'exactly as training makes them of the same plan (`future`), and the model behind the newest published forecast answers.',
    tags: ['scenarios'],
    body: createScenarioRequest,
    response: scenario,
    status: 201,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    headers: { Location: 'Where the scenario can be read' },
    handler: async ({ body, principal }) => {
      const made = await createScenario({ ...body, author: body.author ?? clientName(principal) });
      return reply(made, { status: 201, headers: { location: `/api/v1/scenarios/${made.id}` } });
    },
  }),
});
