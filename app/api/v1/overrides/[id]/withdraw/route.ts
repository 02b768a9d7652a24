import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { override, withdrawRequest } from '@/lib/overrides/schema';
import { withdrawOverride } from '@/lib/overrides/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/overrides/{id}/withdraw', {
  POST: route({
    operation: 'withdrawOverride',
    summary: 'Take an override back; it stays in the history, and what held before it holds again',
    tags: ['overrides'],
    params: idParams,
    body: withdrawRequest.prefault({}),
    response: override,
    fails: ['not_found'],
    handler: ({ params, body, principal }) => withdrawOverride(params.id, body.author ?? clientName(principal)),
  }),
});
