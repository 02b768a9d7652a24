import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { previewArtifact } from '@/lib/tracking/artifact-preview';
import { artifactPreview, previewQuery } from '@/lib/tracking/schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/artifacts/preview', {
  GET: route({
    operation: 'previewRunArtifact',
    summary: 'A look at a file of a run: text, JSON, an image, or the first rows of a parquet file',
    tags: ['tracking'],
    params: idParams,
    query: previewQuery,
    response: artifactPreview,
    fails: ['bad_request', 'conflict', 'data_invalid'],
    handler: ({ params, query, request }) => previewArtifact(params.id, query, request.signal),
  }),
});
