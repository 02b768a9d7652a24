import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { exportQuery } from '@/lib/overrides/schema';
import { exportPlan } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/plan/export', {
  GET: route({
    operation: 'exportFinalPlan',
    summary: 'The final plan as CSV: series, date, step, model, override, final, reason, author',
    tags: ['overrides'],
    query: exportQuery,
    produces: 'text/csv',
    fails: ['not_found'],
    headers: { 'content-disposition': 'Its name' },
    handler: async ({ query }) => {
      const name = `plan-${query.dataset.replace(/[^a-zA-Z0-9._-]+/g, '-')}.csv`;
      return new Response(await exportPlan(query), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
});
