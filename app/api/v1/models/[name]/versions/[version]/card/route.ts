import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { modelCard as schema } from '@/lib/registry/card-schema';
import { modelCard } from '@/lib/registry/service';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/card', {
  GET: route({
    operation: 'getModelCard',
    summary: 'The model card of a version: its data, features, figures with intervals, strengths and limits, and how to load it',
    tags: ['models'],
    params: versionParams,
    response: schema,
    handler: ({ params }) => modelCard(params.name, versionNumber(params.version)),
  }),
});
