import { dataFileToSend, fileQuery } from '@/lib/datasets/files';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { sendFile } from '@/lib/http/send-file';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions/{version}/files/download', {
  GET: route({
    operation: 'downloadDatasetFile',
    summary: 'A parquet file of a version, or a range of its bytes, streamed',
    tags: ['datasets'],
    params: versionParams,
    query: fileQuery,
    produces: 'application/octet-stream',
    alsoStatus: { 206: 'The range of bytes that was asked for', 304: 'The client has the file as it is' },
    fails: ['data_invalid', 'range_not_satisfiable'],
    headers: { etag: 'SHA-256 of the file', 'accept-ranges': 'bytes', 'content-disposition': 'Its name' },
    handler: async ({ params, query, request }) =>
      sendFile(request, await dataFileToSend(params.name, versionNumber(params.version), query.path)),
  }),
});
