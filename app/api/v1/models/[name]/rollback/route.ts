import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { promotionResult, rollbackRequest } from '@/lib/registry/promotion-schema';
import { rollback } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/rollback', {
  POST: route({
    operation: 'rollbackModel',
    summary: 'Give an alias, champion by default, back to the version that had it before',
    tags: ['models'],
    params: nameParams,
    body: rollbackRequest,
    response: promotionResult,
    fails: ['conflict'],
    handler: ({ params, body, principal }) => rollback(params.name, { ...body, actor: `api (${principal})` }),
  }),
});
