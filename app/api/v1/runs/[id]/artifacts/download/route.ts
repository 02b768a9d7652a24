import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { sendFile } from '@/lib/http/send-file';
import { downloadQuery } from '@/lib/tracking/schema';
import { artifactFile } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/artifacts/download', {
  GET: route({
    operation: 'downloadRunArtifact',
    summary: 'A file of a run, or a range of its bytes, streamed',
    tags: ['tracking'],
    params: idParams,
    query: downloadQuery,
    produces: 'application/octet-stream',
    alsoStatus: { 206: 'The range of bytes that was asked for', 304: 'The client has the file as it is' },
    fails: ['bad_request', 'conflict', 'range_not_satisfiable'],
    headers: {
      etag: 'SHA-256 of the file',
      'accept-ranges': 'bytes',
      'content-disposition': 'Its name',
    },
    handler: async ({ params, query: { path, inline }, request }) => sendFile(request, await artifactFile(params.id, path), { inline }),
  }),
});
