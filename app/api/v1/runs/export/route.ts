import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { streamOf } from '@/lib/serving/batch/stream';
import { runExportQuery } from '@/lib/tracking/schema';
import { exportRuns } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/export', {
  GET: route({
    operation: 'exportRuns',
    summary: 'Tracked runs that a filter matches as CSV, a row a run, streamed',
    tags: ['tracking'],
    query: runExportQuery,
    produces: 'text/csv',
    headers: { 'content-disposition': 'Its name' },
    handler: async ({ query }) =>
      new Response(await streamOf(await exportRuns(query), '', async () => undefined), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="runs${query.experiment ? `-of-experiment-${query.experiment}` : ''}.csv"`,
          'cache-control': 'no-store',
        },
      }),
  }),
});
