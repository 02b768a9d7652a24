import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { promotionList, promotionQuery } from '@/lib/registry/schema';
import { listPromotions } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/promotions', {
  GET: route({
    operation: 'listModelPromotions',
    summary: 'How the aliases of a model have moved, the latest first: who, why, and on which figures',
    tags: ['models'],
    params: nameParams,
    query: promotionQuery,
    response: promotionList,
    handler: ({ params, query }) => listPromotions(params.name, query),
  }),
});
