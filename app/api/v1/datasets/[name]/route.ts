import { deleteDataset } from '@/lib/datasets/import-delete';
import { dataset, datasetSettingsUpdate } from '@/lib/datasets/schema';
import { getDataset, updateDataset } from '@/lib/datasets/service';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}', {
  GET: route({
    operation: 'getDataset',
    summary: 'One dataset with its newest version',
    tags: ['datasets'],
    params: nameParams,
    response: dataset,
    handler: ({ params }) => getDataset(params.name),
  }),
  PATCH: route({
    operation: 'updateDataset',
    summary: 'Change whose holidays a dataset keeps, and which day its weeks are labelled by',
    tags: ['datasets'],
    params: nameParams,
    body: datasetSettingsUpdate,
    response: dataset,
    handler: ({ params, body }) => updateDataset(params.name, body),
  }),
  DELETE: route({
    operation: 'deleteDataset',
    summary:
      'Remove an imported dataset with its versions, series and forecasts, and take the champion aliases of its models; refused while a run or the schedule uses it',
    tags: ['datasets'],
    params: nameParams,
    fails: ['conflict'],
    handler: async ({ params }) => {
      await deleteDataset(params.name);
      return undefined;
    },
  }),
});
