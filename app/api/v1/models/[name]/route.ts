import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { editRequest } from '@/lib/registry/edit-schema';
import { registeredModel } from '@/lib/registry/schema';
import { editModel, getModel } from '@/lib/registry/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}', {
  GET: route({
    operation: 'getModel',
    summary: 'One registered model',
    tags: ['models'],
    params: nameParams,
    response: registeredModel,
    handler: ({ params }) => getModel(params.name),
  }),
  PATCH: route({
    operation: 'editModel',
    summary: 'Change the description and tags of a model',
    tags: ['models'],
    params: nameParams,
    body: editRequest,
    response: registeredModel,
    handler: ({ params, body }) => editModel(params.name, body),
  }),
});
