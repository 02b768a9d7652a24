import { seriesList, seriesQuery } from '@/lib/datasets/series';
import { listSeriesOf } from '@/lib/datasets/service';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/series', {
  GET: route({
    operation: 'listSeries',
    summary: 'Time series of a dataset',
    tags: ['series'],
    query: seriesQuery,
    response: seriesList,
    fails: ['not_found'],
    handler: ({ query }) => listSeriesOf(query),
  }),
});
