import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { sendFile } from '@/lib/http/send-file';
import { versionFile } from '@/lib/registry/service';
import { versionFileQuery } from '@/lib/registry/version-files';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/files/download', {
  GET: route({
    operation: 'downloadModelVersionFile',
    summary: 'A file of a version, or a range of its bytes, streamed',
    tags: ['models'],
    params: versionParams,
    query: versionFileQuery,
    produces: 'application/octet-stream',
    alsoStatus: { 206: 'The range of bytes that was asked for', 304: 'The client has the file as it is' },
    fails: ['bad_request', 'conflict', 'range_not_satisfiable'],
    headers: { etag: 'SHA-256 of the file', 'accept-ranges': 'bytes', 'content-disposition': 'Its name' },
    handler: async ({ params, query, request }) =>
      sendFile(request, await versionFile(params.name, versionNumber(params.version), query.path)),
  }),
});
