import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { apiDocument } from './document';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/openapi.json', {
  GET: route({
    operation: 'getOpenApi',
    summary: 'This description of the API (OpenAPI 3.1)',
    tags: ['operations'],
    response: z.record(z.string(), z.unknown()),
    handler: apiDocument,
  }),
});
