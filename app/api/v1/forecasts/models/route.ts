import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { modelForecasts, modelsQuery } from '@/lib/series-forecasts/schema';
import { listModelForecasts } from '@/lib/series-forecasts/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/models', {
  GET: route({
    operation: 'listModelForecasts',
    summary: 'What each model of a published forecast says of a series, and the seasonal naive',
    description: 'Members are weighed into the published forecast; an aggregate is the sum of its modelled parts.',
    tags: ['forecasts'],
    query: modelsQuery,
    response: modelForecasts,
    fails: ['not_found'],
    handler: ({ query }) => listModelForecasts(query),
  }),
});
