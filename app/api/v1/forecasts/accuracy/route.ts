import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { accuracyByStep, accuracyQuery } from '@/lib/series-forecasts/schema';
import { accuracyBySteps } from '@/lib/series-forecasts/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/accuracy', {
  GET: route({
    operation: 'getForecastAccuracy',
    summary: 'Errors by steps ahead, of a series or of all that were modelled',
    description:
      'On the test window of the run that published the latest forecast, by model, and of what was published before, scored on what came.',
    tags: ['forecasts'],
    query: accuracyQuery,
    response: accuracyByStep,
    fails: ['not_found'],
    handler: ({ query }) => accuracyBySteps(query),
  }),
});
