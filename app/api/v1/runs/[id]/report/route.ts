import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { readReport } from '@/lib/report/read-report';

/** Nothing but what is in the file itself, whoever opens it from here. */
const policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/report', {
  GET: route({
    operation: 'getRunReport',
    summary: 'A run as one HTML file that needs nothing else: figures, charts, data, parameters, environment',
    description: "A pipeline's run tells of all its models; a run below it of its own.",
    tags: ['tracking'],
    params: idParams,
    query: z.strictObject({ inline: z.boolean().default(false).describe('Let a browser show it in place of saving it') }),
    produces: 'text/html',
    headers: { 'content-disposition': 'Its name' },
    handler: async ({ params, query: { inline } }) => {
      const report = await readReport(params.id);
      // Drawing needs a chart library that no other route does.
      const { runReport } = await import('@/components/report/run-report');
      const name = `${report.run.name.replace(/[^\w.-]+/g, '-').slice(0, 80) || 'run'}-${report.run.id.slice(0, 8)}.html`;
      return new Response(runReport(report, new Date()), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${name}"`,
          'content-security-policy': policy,
          'cache-control': 'private, no-store',
        },
      });
    },
  }),
});
