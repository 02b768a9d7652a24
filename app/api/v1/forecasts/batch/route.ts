import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { forecastBatch } from '@/lib/serving/batch/batch';
import { takenTypes } from '@/lib/serving/batch/media';
import { batchQuery } from '@/lib/serving/schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/batch', {
  POST: route({
    operation: 'forecastBatch',
    summary: 'Forecast any number of series, streamed in and out as CSV or NDJSON',
    description:
      'Rows have `series`, and where something is to be otherwise than planned `date` and covariates by name; all rows of a series stand together. ' +
      'The answer, in the format that Accept names or else that of the body, has a row for each period: series, date, step, mean and bounds, and `warning` in the first of a series whose overrides change nothing or are far from all that was seen; ' +
      'a row that is wrong is answered by a row with `error`, and the rest goes on. Answers come in the order of the rows. Each series is a scenario of its own.',
    tags: ['forecasts'],
    query: batchQuery,
    consumes: takenTypes,
    produces: 'text/csv',
    fails: ['not_found', 'conflict', 'too_many_requests', 'unavailable'],
    headers: {
      'almanac-forecast': 'Id of the published forecast whose model, data and origin these share',
      'almanac-origin': 'First day of the last period that was known',
      'almanac-model': 'Name and version of the model',
      'almanac-dataset': 'Name and version of the data',
      'almanac-intervals': 'How the intervals of the modelled level came about',
      'almanac-stale': 'Whether a newer model or newer data could be asked, or the horizon has passed',
    },
    handler: ({ request, query }) => forecastBatch(request, query),
  }),
});
