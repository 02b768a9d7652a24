import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { removeAliasQuery } from '@/lib/registry/edit-schema';
import { removeAlias } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/aliases/{alias}', {
  DELETE: route({
    operation: 'removeModelAlias',
    summary: 'Take an alias away; one that is not there is no error',
    tags: ['models'],
    params: z.object({ name: z.string(), alias: z.string() }),
    query: removeAliasQuery,
    handler: async ({ params, query, principal }) => {
      await removeAlias(params.name, params.alias, { reason: query.reason, actor: `api (${principal})` });
      return undefined;
    },
  }),
});
