import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { gatesAnswer, gatesQuery } from '@/lib/registry/edit-schema';
import { gatesOf } from '@/lib/registry/service';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/gates', {
  GET: route({
    operation: 'getPromotionGates',
    summary: 'What a version would show now for taking an alias, with the figures',
    tags: ['models'],
    params: versionParams,
    query: gatesQuery,
    response: gatesAnswer,
    handler: ({ params, query }) => gatesOf(params.name, versionNumber(params.version), query.alias),
  }),
});
