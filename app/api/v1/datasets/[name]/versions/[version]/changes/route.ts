import { compareQuery, compareVersions, versionComparison } from '@/lib/datasets/compare-versions';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/versions/{version}/changes', {
  GET: route({
    operation: 'compareDatasetVersions',
    summary: 'What a version has otherwise than the one before, or than another one: rows, dates, files, columns and rules',
    tags: ['datasets'],
    params: versionParams,
    query: compareQuery,
    response: versionComparison,
    fails: ['data_invalid'],
    handler: ({ params, query }) => compareVersions(params.name, versionNumber(params.version), query.against),
  }),
});
