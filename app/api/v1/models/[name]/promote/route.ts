import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { promoteRequest, promotionResult } from '@/lib/registry/promotion-schema';
import { promoteVersion } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/promote', {
  POST: route({
    operation: 'promoteModelVersion',
    summary: 'Let a version take an alias, champion by default, if it passes the gates',
    description:
      'The gates: it beats the seasonal naive, it beats the present champion where both were judged alike, its intervals cover what they promise, ' +
      'and its data are not stale. Where one does not pass, the conflict names it with its figures; `override` with a reason promotes all the same. ' +
      'The members that the same run made move along. Of two promotions at once one is a conflict.',
    tags: ['models'],
    params: nameParams,
    body: promoteRequest,
    response: promotionResult,
    fails: ['conflict'],
    handler: ({ params, body, principal }) => promoteVersion(params.name, { ...body, actor: `api (${principal})` }),
  }),
});
