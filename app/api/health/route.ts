import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/health', {
  GET: route({
    operation: 'getHealth',
    summary: 'The web process lives',
    tags: ['operations'],
    open: true,
    response: z.strictObject({ status: z.literal('ok') }),
    handler: () => ({ status: 'ok' as const }),
  }),
});
