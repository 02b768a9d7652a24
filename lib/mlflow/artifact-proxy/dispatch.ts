import { z } from 'zod';
import { authenticate } from '@/lib/http/authentication';
import { artifactStore } from '@/lib/storage';
import { forgetArtifacts } from '@/lib/tracking/artifacts';
import { answering } from '../dispatch';
import { MlflowError } from '../error';
import { text } from '../fields';
import { readInput } from '../request';
import { download } from './download';
import { listFolder, toFileInfo } from './list';
import { abortInput, abortMultipart, completeInput, completeMultipart, createInput, createMultipart, putPart } from './multipart';
import { safePath, servedPath } from './paths';
import { upload } from './upload';

const prefix = '/api/2.0/mlflow-artifacts/';

/** Answers for the artifact proxy: clients keep files here without any access to the store of their own. */
export function artifactProxy(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [area = '', ...rest] = pathname.slice(prefix.length).split('/');
  const label = area === 'mpu' ? `mpu/${rest[0]}` : area;
  return answering(
    request,
    `${prefix}${['artifacts', 'mpu/create', 'mpu/part', 'mpu/complete', 'mpu/abort'].includes(label) ? label : '{path}'}`,
    async () => {
      // The address of a part is its credential: clients put parts as they would to a cloud's store.
      if (area === 'mpu' && rest[0] === 'part' && request.method === 'PUT' && rest.length === 3)
        return putPart(request, rest[1] as string, Number(rest[2]));
      authenticate(request);
      if (area === 'artifacts') return ofArtifacts(request, rest.join('/'));
      if (area === 'mpu' && request.method === 'POST') return ofMultipart(request, rest[0] as string, rest.slice(1).join('/'));
      throw nothing(request);
    },
  );
}

async function ofArtifacts(request: Request, path: string): Promise<Response> {
  if (request.method === 'GET' && path === '') return listing(request);
  const file = await servedPath(path);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return download(request, file);
    case 'PUT':
      await upload(request, file);
      return new Response(null);
    case 'DELETE':
      await artifactStore().remove(file);
      await forgetArtifacts(file);
      return answer({});
    default:
      throw nothing(request);
  }
}

async function listing(request: Request): Promise<Response> {
  const { path } = await readInput(z.object({ path: text.optional() }), request, {});
  // What is not a client's to see is not there; to list it is no error.
  const folder = path === undefined || safePath(path) === '' ? undefined : await servedPath(path).catch((error) => absent(error));
  const files = folder === undefined ? [] : await listFolder(folder);
  return answer(files.length > 0 ? { files: files.map((file) => toFileInfo(file)) } : {});
}

function absent(error: unknown): undefined {
  if (error instanceof MlflowError && error.code === 'RESOURCE_DOES_NOT_EXIST') return undefined;
  throw error;
}

async function ofMultipart(request: Request, action: string, path: string): Promise<Response> {
  const fileOf = (local: string) => servedPath([path, local.split('/').at(-1)].filter(Boolean).join('/'));
  if (action === 'create') {
    const { path: local, num_parts } = await readInput(createInput, request, {});
    return answer(await createMultipart(request, await fileOf(local), num_parts));
  }
  if (action === 'complete') {
    const { path: local, upload_id, parts } = await readInput(completeInput, request, {});
    await completeMultipart(await fileOf(local), upload_id, parts);
    return answer({});
  }
  if (action === 'abort') {
    const { path: local, upload_id } = await readInput(abortInput, request, {});
    await abortMultipart(await fileOf(local), upload_id);
    return answer({});
  }
  throw nothing(request);
}

function answer(body: object): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
}

function nothing(request: Request): MlflowError {
  return new MlflowError(
    'ENDPOINT_NOT_FOUND',
    `There is nothing at ${request.method} ${new URL(request.url).pathname}; docs/mlflow.md lists what there is.`,
  );
}
