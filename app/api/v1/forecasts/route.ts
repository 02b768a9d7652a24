import { forecastList, forecastQuery } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { forecastOnDemand } from '@/lib/serving/on-demand';
import { onDemandForecast, onDemandRequest } from '@/lib/serving/schema';

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
  POST: route({
    operation: 'forecastOnDemand',
    summary: 'Forecast some series now, as planned or otherwise, with the model that made the latest published forecast',
    description:
      'Without overrides the points are the published ones. Covariates known ahead may be told otherwise (what-if), and each point explained. ' +
      'An aggregate is the sum of its modelled parts. Overrides that no member of the forecaster reads, and so change nothing, are named in `warnings`.',
    tags: ['forecasts'],
    body: onDemandRequest,
    response: onDemandForecast,
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    handler: ({ body, request }) => forecastOnDemand(body, request.signal),
  }),
});
