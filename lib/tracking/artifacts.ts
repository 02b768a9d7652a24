import type { Readable } from 'node:stream';
import { db } from '@/lib/db';
import { artifactPath, artifactStore, artifactUri } from '@/lib/storage';
import { noRun } from './runs';

/**
 * Keeps a file of a run under its artifact URI, replacing one of the same path. The file comes first and its row after it, so that
 * a row never names a file that is not there.
 * @param path relative to the run's artifact URI, such as `model/model.txt`
 * @throws AlmanacError `not_found` naming `runId`; `bad_request` where the path leads elsewhere
 */
export async function logArtifact(
  runId: string,
  path: string,
  body: Uint8Array | string | Readable,
  contentType = 'application/octet-stream',
): Promise<void> {
  const run = await db().run.findUnique({ where: { id: runId }, select: { artifactUri: true } });
  if (!run) throw noRun(runId);
  const key = `${artifactPath(run.artifactUri)}/${path}`;
  const stored = await artifactStore().put(key, body, { contentType });
  const row = { uri: artifactUri(key), sizeBytes: stored.sizeBytes, sha256: stored.sha256, contentType };
  await db().artifact.upsert({ where: { runId_path: { runId, path } }, create: { runId, path, ...row }, update: row });
}
