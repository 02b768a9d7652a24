import { importPreview } from '@/lib/data/import/report';
import { importQuery, importTypes, previewFromRequest } from '@/lib/datasets/import-request';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/imports/preview', {
  POST: route({
    operation: 'previewImport',
    summary: 'What an import would make of a file: how it is written, what its columns are, how its dates are spaced',
    description: 'Takes what an import takes, looks at a sample of the rows and stores nothing. The first 8 MiB of a CSV file are enough.',
    tags: ['datasets'],
    params: nameParams,
    query: importQuery,
    consumes: importTypes,
    response: importPreview,
    fails: ['data_invalid'],
    handler: ({ params, query, request }) => previewFromRequest(params.name, query, request),
  }),
});
