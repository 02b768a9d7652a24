import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { modelVersionList, modelVersionQuery } from '@/lib/registry/schema';
import { listVersions } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions', {
  GET: route({
    operation: 'listModelVersions',
    summary: 'Versions of a model, newest first',
    tags: ['models'],
    params: nameParams,
    query: modelVersionQuery,
    response: modelVersionList,
    handler: ({ params, query }) => listVersions(params.name, query),
  }),
});
