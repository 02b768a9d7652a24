import { filePreview, filePreviewQuery, previewDataFile } from '@/lib/datasets/files';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions/{version}/files/preview', {
  GET: route({
    operation: 'previewDatasetFile',
    summary: 'The first rows of a parquet file of a version',
    tags: ['datasets'],
    params: versionParams,
    query: filePreviewQuery,
    response: filePreview,
    fails: ['data_invalid', 'payload_too_large'],
    handler: ({ params, query, request }) => previewDataFile(params.name, versionNumber(params.version), query, request.signal),
  }),
});
