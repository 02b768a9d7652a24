import { forecastList, forecastQuery } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts', {
  GET: route({
    operation: 'listForecasts',
    summary: 'Points of the latest published forecast, or of another',
    tags: ['forecasts'],
    query: forecastQuery,
    response: forecastList,
    fails: ['not_found'],
    handler: ({ query }) => getForecasts(query),
  }),
});
