import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { planQuery, seriesPlan as seriesPlanSchema } from '@/lib/scenarios/schema';
import { seriesPlan } from '@/lib/scenarios/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/scenarios/plan', {
  GET: route({
    operation: 'getSeriesPlan',
    summary: 'What is planned for a series over the horizon, and what of it a scenario may tell otherwise',
    tags: ['scenarios'],
    query: planQuery,
    response: seriesPlanSchema,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    handler: ({ query }) => seriesPlan(query),
  }),
});
