import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { hierarchy, hierarchyQuery } from '@/lib/series-forecasts/schema';
import { readHierarchy } from '@/lib/series-forecasts/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/hierarchy', {
  GET: route({
    operation: 'getForecastHierarchy',
    summary: 'A series of the latest published forecast and what it is the sum of',
    tags: ['forecasts'],
    query: hierarchyQuery,
    response: hierarchy,
    fails: ['not_found'],
    handler: ({ query }) => readHierarchy(query),
  }),
});
