import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { openApi } from '@/lib/http/openapi';
import { route } from '@/lib/http/route';
import { version } from '@/package.json';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/openapi.json', {
  GET: route({
    operation: 'getOpenApi',
    summary: 'This description of the API (OpenAPI 3.1)',
    tags: ['operations'],
    response: z.record(z.string(), z.unknown()),
    handler: async () => {
      // Imported when asked for: the list holds every route, this one too.
      const { components, endpoints } = await import('./endpoints');
      return openApi(endpoints, components, version);
    },
  }),
});
