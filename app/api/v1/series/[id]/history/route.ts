import { historyQuery, seriesHistory, seriesHistorySchema } from '@/lib/datasets/series';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/series/{id}/history', {
  GET: route({
    operation: 'getSeriesHistory',
    summary: 'What was recorded of one series',
    description: 'The id is one path segment: a `/` in it is sent as %2F, a `%` as %25.',
    tags: ['series'],
    params: idParams,
    query: historyQuery,
    response: seriesHistorySchema,
    handler: ({ params, query }) => seriesHistory(params.id, query),
  }),
});
