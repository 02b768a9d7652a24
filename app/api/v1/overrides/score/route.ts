import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { scoreQuery, scoreReport } from '@/lib/overrides/schema';
import { scoreOverrides } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/score', {
  GET: route({
    operation: 'scoreOverrides',
    summary: 'How near model and planners were, side by side: forecast value added, by override, author and reason',
    description:
      'Scored once the actual value is there: of each series and date the newest override, at the level at which it was told, against the model’s number ' +
      'that the planner saw. One that was withdrawn when the actual value was known already counts for it all the same.',
    tags: ['overrides'],
    query: scoreQuery,
    response: scoreReport,
    handler: ({ query }) => scoreOverrides(query),
  }),
});
