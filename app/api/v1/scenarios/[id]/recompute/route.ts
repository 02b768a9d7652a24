import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { scenario } from '@/lib/scenarios/schema';
import { recomputeScenario } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/{id}/recompute', {
  POST: route({
    operation: 'recomputeScenario',
    summary: 'Compute a scenario again, by the newest forecast’s model and data',
    tags: ['scenarios'],
    params: idParams,
    response: scenario,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    handler: ({ params }) => recomputeScenario(params.id),
  }),
});
