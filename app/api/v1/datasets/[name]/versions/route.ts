import { listDatasetVersions, versionList, versionQuery } from '@/lib/datasets/versions';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions', {
  GET: route({
    operation: 'listDatasetVersions',
    summary: 'Versions of a dataset, newest first',
    tags: ['datasets'],
    params: nameParams,
    query: versionQuery,
    response: versionList,
    handler: ({ params, query }) => listDatasetVersions(params.name, query),
  }),
});
