import type { Readable } from 'node:stream';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { artifactPath, artifactStore, artifactUri } from '@/lib/storage';

/**
 * Keeps a file of a run under its artifact URI, replacing one of the same path.
 * @param path relative to the run's artifact URI, such as `model/model.txt`
 * @throws AlmanacError `not_found` when there is no such run
 */
export async function logArtifact(runId: string, path: string, body: Uint8Array | string | Readable, contentType = 'application/octet-stream'): Promise<void> {
  const run = await db().run.findUnique({ where: { id: runId }, select: { artifactUri: true } });
  if (!run) throw notFound(`There is no run ${runId}.`, 'runId');
  const key = `${artifactPath(run.artifactUri)}/${path}`;
  const stored = await artifactStore().put(key, body, { contentType });
  const row = { uri: artifactUri(key), sizeBytes: stored.sizeBytes, sha256: stored.sha256, contentType };
  await db().artifact.upsert({ where: { runId_path: { runId, path } }, create: { runId, path, ...row }, update: row });
}
