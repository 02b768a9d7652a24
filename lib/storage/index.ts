import path from 'node:path';
import { env } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import { FilesystemStore } from './filesystem';
import { checkPath } from './object-path';
import { S3Store } from './s3';
import type { ArtifactStore } from './store';

export { putAll } from './parallel';
export type { ArtifactStore, StoredObject } from './store';

// Next's development server evaluates modules anew on each change; the store's connections must survive that.
const holder = globalThis as typeof globalThis & { almanacArtifactStore?: ArtifactStore };

function configured(): ArtifactStore {
  const { S3_ENDPOINT, AWS_S3_BUCKET, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, ALMANAC_DATA_DIR } = env();
  if (!S3_ENDPOINT) return new FilesystemStore(path.join(ALMANAC_DATA_DIR, 'artifacts'));
  return new S3Store({
    endpoint: S3_ENDPOINT,
    bucket: AWS_S3_BUCKET,
    accessKey: AWS_ACCESS_KEY_ID,
    secretKey: AWS_SECRET_ACCESS_KEY,
    region: AWS_REGION,
    cacheDir: path.join(ALMANAC_DATA_DIR, 'cache'),
  });
}

/** The process's one artifact store: S3 where `S3_ENDPOINT` is set, else files under `<ALMANAC_DATA_DIR>/artifacts`. */
export function artifactStore(): ArtifactStore {
  holder.almanacArtifactStore ??= configured();
  return holder.almanacArtifactStore;
}

const scheme = 'mlflow-artifacts:/';

/** The URI under which MLflow's clients know an object or folder of the store. */
export function artifactUri(objectPath: string): string {
  return scheme + checkPath(objectPath);
}

/**
 * The store's path of such a URI; `mlflow-artifacts:/x` and `mlflow-artifacts:///x` are the same.
 * @throws AlmanacError `bad_request` where it is none of ours.
 */
export function artifactPath(uri: string): string {
  const match = /^mlflow-artifacts:(?:\/\/)?\/(?!\/)(.+)$/.exec(uri);
  if (!match) {
    throw new AlmanacError('bad_request', `${JSON.stringify(uri)} is no artifact URI of this server.`, [
      { path: 'uri', message: `must begin with ${scheme}` },
    ]);
  }
  return checkPath(match[1] as string);
}
