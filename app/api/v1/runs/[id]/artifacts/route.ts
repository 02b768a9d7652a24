import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { artifactList, artifactQuery } from '@/lib/tracking/schema';
import { browseArtifacts } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/artifacts', {
  GET: route({
    operation: 'listRunArtifacts',
    summary: 'What is in a folder of the files that a run left',
    tags: ['tracking'],
    params: idParams,
    query: artifactQuery,
    response: artifactList,
    fails: ['bad_request', 'conflict'],
    handler: ({ params, query }) => browseArtifacts(params.id, query),
  }),
});
