import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { lineage } from '@/lib/registry/lineage-schema';
import { lineageOf } from '@/lib/registry/service';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/lineage', {
  GET: route({
    operation: 'getModelVersionLineage',
    summary: 'Where a version comes from and what was made of it: data, run, version, forecasts',
    tags: ['models'],
    params: versionParams,
    response: lineage,
    handler: ({ params }) => lineageOf(params.name, versionNumber(params.version)),
  }),
});
