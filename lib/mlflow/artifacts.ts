import { z } from 'zod';
import { artifactPath } from '@/lib/storage';
import { getLoggedModel } from '@/lib/tracking/service';
import { aboutLoggedModel } from './about';
import { listFolder, toFileInfo } from './artifact-proxy/list';
import { safePath } from './artifact-proxy/paths';
import { invalidParameter } from './error';
import { text } from './fields';
import { operation } from './operation';
import { ofRun, requireRun, runIdOf } from './runs';

/** What is below a folder of an artifact URI of ours. */
async function listing(rootUri: string, path: string | undefined): Promise<object> {
  const below = path === undefined ? '' : safePath(path);
  if (!rootUri.startsWith('mlflow-artifacts:'))
    throw invalidParameter(`The artifacts at ${rootUri} are not kept by this server; list them where they are.`);
  const root = artifactPath(rootUri);
  const files = await listFolder(below ? `${root}/${below}` : root);
  return { root_uri: rootUri, ...(files.length > 0 && { files: files.map((file) => toFileInfo(file, below)) }) };
}

export const artifactOperations = [
  operation('GET', '/artifacts/list', ofRun.extend({ path: text.optional(), page_token: text.optional() }), async ({ path, ...given }) => {
    const { artifactUri } = await requireRun(runIdOf(given));
    return listing(artifactUri, path);
  }),
  operation(
    'GET',
    '/logged-models/{model_id}/artifacts/directories',
    z.object({ model_id: text, artifact_directory_path: text.optional() }),
    async ({ model_id: id, artifact_directory_path: path }) => {
      const { artifactUri } = await aboutLoggedModel(id, () => getLoggedModel(id));
      return listing(artifactUri, path);
    },
  ),
];
