import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { exportQuery } from '@/lib/series-forecasts/schema';
import { exportCsv } from '@/lib/series-forecasts/service';
import { streamOf } from '@/lib/serving/batch/stream';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/forecasts/export', {
  GET: route({
    operation: 'exportForecasts',
    summary: 'A published forecast as CSV, of one series or of a whole level, streamed',
    description:
      'A row a period: the series, its keys, date, step, mean and bounds, what came where that is known, and what was sold a year before.',
    tags: ['forecasts'],
    query: exportQuery,
    produces: 'text/csv',
    fails: ['not_found'],
    headers: { 'content-disposition': 'Its name' },
    handler: async ({ query }) => {
      const { fileName, pieces } = await exportCsv(query);
      return new Response(await streamOf(pieces, '', async () => undefined), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${fileName}"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
});
