import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { editRequest } from '@/lib/registry/edit-schema';
import { modelVersion } from '@/lib/registry/schema';
import { editVersion, getVersion, removeVersion } from '@/lib/registry/service';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}', {
  GET: route({
    operation: 'getModelVersion',
    summary: 'One version of a model',
    tags: ['models'],
    params: versionParams,
    response: modelVersion,
    handler: ({ params }) => getVersion(params.name, versionNumber(params.version)),
  }),
  PATCH: route({
    operation: 'editModelVersion',
    summary: 'Change the description and tags of a version; what it is made of never changes',
    tags: ['models'],
    params: versionParams,
    body: editRequest,
    response: modelVersion,
    handler: ({ params, body }) => editVersion(params.name, versionNumber(params.version), body),
  }),
  DELETE: route({
    operation: 'deleteModelVersion',
    summary: 'Remove a version that no alias points to and that made no forecast in use; the files stay with its run',
    tags: ['models'],
    params: versionParams,
    fails: ['conflict'],
    handler: async ({ params }) => {
      await removeVersion(params.name, versionNumber(params.version));
      return undefined;
    },
  }),
});
