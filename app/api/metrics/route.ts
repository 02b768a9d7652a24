import { endpoint } from '@/lib/http/endpoint';
import { metrics } from '@/lib/http/metrics';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/metrics', {
  GET: route({
    operation: 'getMetrics',
    summary: 'Figures of the web process and the queue, for Prometheus',
    tags: ['operations'],
    produces: 'text/plain',
    handler: async () => {
      const { registry } = metrics();
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
  }),
});
