import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { listVersionFiles } from '@/lib/registry/service';
import { versionFileList } from '@/lib/registry/version-files';
import { versionNumber, versionParams } from '@/lib/registry/version-params';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/models/{name}/versions/{version}/files', {
  GET: route({
    operation: 'listModelVersionFiles',
    summary: 'The files that a version is made of',
    tags: ['models'],
    params: versionParams,
    response: versionFileList,
    fails: ['conflict'],
    handler: ({ params }) => listVersionFiles(params.name, versionNumber(params.version)),
  }),
});
