import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { promotionResult, returnAnswer, returnQuery, rollbackRequest } from '@/lib/registry/promotion-schema';
import { returnOf, rollback } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/rollback', {
  GET: route({
    operation: 'getModelRollback',
    summary: 'Which version a rollback would return an alias to',
    tags: ['models'],
    params: nameParams,
    query: returnQuery,
    response: returnAnswer,
    handler: ({ params, query }) => returnOf(params.name, query.alias),
  }),
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
