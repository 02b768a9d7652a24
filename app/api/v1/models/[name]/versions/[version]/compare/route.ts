import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { comparisonQuery, versionComparison } from '@/lib/registry/compare-versions';
import { compareVersions } from '@/lib/registry/service';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/compare', {
  GET: route({
    operation: 'compareModelVersions',
    summary: 'A version beside another: figures, settings and features, with what differs',
    tags: ['models'],
    params: versionParams,
    query: comparisonQuery,
    response: versionComparison,
    handler: ({ params, query }) => compareVersions(params.name, versionNumber(params.version), query.with),
  }),
});
