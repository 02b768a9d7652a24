import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { previewRequest, scenarioPreview } from '@/lib/scenarios/schema';
import { previewScenario } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/preview', {
  POST: route({
    operation: 'previewScenario',
    summary: 'Compute a what-if without keeping it',
    tags: ['scenarios'],
    body: previewRequest,
    response: scenarioPreview,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    handler: ({ body, request }) => previewScenario(body, request.signal),
  }),
});
