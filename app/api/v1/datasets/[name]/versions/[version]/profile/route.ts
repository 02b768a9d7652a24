import { datasetProfile } from '@/lib/datasets/profile/schema';
import { getProfile } from '@/lib/datasets/profile/service';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions/{version}/profile', {
  GET: route({
    operation: 'getDatasetProfile',
    summary: 'What a version’s data look like: distribution, gaps, kinds of demand, seasons, and figures of each column',
    description: 'The first who asks has it made, by a process of its own that reads every row; it is kept with the version.',
    tags: ['datasets'],
    params: versionParams,
    response: datasetProfile,
    fails: ['data_invalid'],
    handler: ({ params }) => getProfile(params.name, versionNumber(params.version)),
  }),
});
