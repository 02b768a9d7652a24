import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { modelVersion, setAliasRequest } from '@/lib/registry/schema';
import { getVersion, setAliases } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/aliases', {
  POST: route({
    operation: 'setModelAlias',
    summary: 'Point an alias, such as champion, to a version',
    tags: ['models'],
    params: nameParams,
    body: setAliasRequest,
    response: modelVersion,
    handler: async ({ params: { name }, body: { alias, version, expectedVersion, reason }, principal }) => {
      await setAliases([{ name, alias, version, expectedVersion }], { reason, actor: `api (${principal})` });
      return getVersion(name, version);
    },
  }),
});
