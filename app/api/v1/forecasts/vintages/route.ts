import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { vintageList, vintagesQuery } from '@/lib/series-forecasts/schema';
import { listVintages } from '@/lib/series-forecasts/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/vintages', {
  GET: route({
    operation: 'listForecastVintages',
    summary: 'What was said of a series at each origin, scored on what has come since',
    description: 'One an origin, the one that was published last. GET /api/v1/forecasts with `origin` has its points.',
    tags: ['forecasts'],
    query: vintagesQuery,
    response: vintageList,
    fails: ['not_found'],
    handler: ({ query }) => listVintages(query),
  }),
});
