import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { scenario } from '@/lib/scenarios/schema';
import { restoreScenario } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/{id}/restore', {
  POST: route({
    operation: 'restoreScenario',
    summary: 'Bring a deleted scenario back',
    tags: ['scenarios'],
    params: idParams,
    response: scenario,
    fails: ['not_found'],
    handler: ({ params }) => restoreScenario(params.id),
  }),
});
