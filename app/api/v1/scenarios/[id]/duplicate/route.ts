import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { duplicateRequest, scenario } from '@/lib/scenarios/schema';
import { duplicateScenario } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/{id}/duplicate', {
  POST: route({
    operation: 'duplicateScenario',
    summary: 'A scenario more with the same edits and points',
    tags: ['scenarios'],
    params: idParams,
    body: duplicateRequest.prefault({}),
    response: scenario,
    status: 201,
    fails: ['not_found'],
    headers: { Location: 'Where the new scenario can be read' },
    handler: async ({ params, body, principal }) => {
      const made = await duplicateScenario(params.id, body.author ?? clientName(principal));
      return reply(made, { status: 201, headers: { location: `/api/v1/scenarios/${made.id}` } });
    },
  }),
});
