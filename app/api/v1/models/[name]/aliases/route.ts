import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { modelVersion, setAliasRequest } from '@/lib/registry/schema';
import { moveAlias } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/aliases', {
  POST: route({
    operation: 'setModelAlias',
    summary: 'Point an alias, such as challenger, to a version',
    description: 'What our pipeline made becomes champion only where it passes the promotion gates, or where a reason is given.',
    tags: ['models'],
    params: nameParams,
    body: setAliasRequest,
    response: modelVersion,
    handler: ({ params, body, principal }) => moveAlias(params.name, { ...body, actor: `api (${principal})` }),
  }),
});
