import { endpoint } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { checkReadiness, readiness } from '@/lib/monitoring/readiness';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/ready', {
  GET: route({
    operation: 'getReadiness',
    summary: 'Whether the application can do its work: database, storage, engine, boosters',
    tags: ['operations'],
    open: true,
    response: readiness,
    alsoStatus: { 503: 'Some part has failed' },
    handler: async ({ principal }) => {
      const { status, parts } = await checkReadiness();
      return reply(principal ? { status, parts } : { status }, { status: status === 'ready' ? 200 : 503 });
    },
  }),
});
