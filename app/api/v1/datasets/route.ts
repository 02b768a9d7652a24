import { datasetList, datasetQuery } from '@/lib/datasets/schema';
import { listDatasets } from '@/lib/datasets/service';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets', {
  GET: route({
    operation: 'listDatasets',
    summary: 'Datasets with their newest version',
    tags: ['datasets'],
    query: datasetQuery,
    response: datasetList,
    handler: ({ query }) => listDatasets(query),
  }),
});
