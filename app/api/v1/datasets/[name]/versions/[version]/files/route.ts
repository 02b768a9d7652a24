import { dataFileList, fileListQuery, listDataFiles } from '@/lib/datasets/files';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions/{version}/files', {
  GET: route({
    operation: 'listDatasetFiles',
    summary: 'The parquet files of a version, each with its rows, size and SHA-256',
    tags: ['datasets'],
    params: versionParams,
    query: fileListQuery,
    response: dataFileList,
    fails: ['data_invalid'],
    handler: ({ params, query }) => listDataFiles(params.name, versionNumber(params.version), query),
  }),
});
