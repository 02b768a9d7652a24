import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { finalPlan as finalPlanSchema, planQuery } from '@/lib/overrides/schema';
import { finalPlan } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/plan', {
  GET: route({
    operation: 'getFinalPlan',
    summary: 'The final plan: the model’s number, the planner’s, and which of them holds',
    tags: ['overrides'],
    query: planQuery,
    response: finalPlanSchema,
    fails: ['not_found'],
    handler: ({ query }) => finalPlan(query),
  }),
});
