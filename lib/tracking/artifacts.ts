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

/** Lists a stored file among its run's, where it lies below the artifact URI of one. @param file its path in the store */
export async function recordArtifact(
  file: string,
  { sizeBytes, sha256, contentType }: { sizeBytes: number; sha256: string; contentType: string },
): Promise<void> {
  const owner = await ownerOf(file);
  if (!owner) return;
  const { runId, path } = owner;
  const row = { uri: artifactUri(file), sizeBytes, sha256, contentType };
  await db().artifact.upsert({ where: { runId_path: { runId, path } }, create: { runId, path, ...row }, update: row });
}

/** Takes a removed file, or everything below a removed folder, from its run's list. @param path in the store */
export async function forgetArtifacts(path: string): Promise<void> {
  const uri = artifactUri(path);
  await db().$executeRaw`DELETE FROM artifacts WHERE run_id = ${runIn(path) ?? ''} AND (uri = ${uri} OR starts_with(uri, ${`${uri}/`}))`;
}

async function ownerOf(file: string): Promise<{ runId: string; path: string } | undefined> {
  const runId = runIn(file);
  if (!runId) return undefined;
  const run = await db().run.findUnique({ where: { id: runId }, select: { artifactUri: true } });
  const root = run?.artifactUri.startsWith('mlflow-artifacts:') ? `${artifactPath(run.artifactUri)}/` : undefined;
  return root && file.startsWith(root) ? { runId, path: file.slice(root.length) } : undefined;
}

/** The run that a path of the store is of: `<experiment>/<run>/artifacts/...`. */
function runIn(path: string): string | undefined {
  return /(?:^|\/)([0-9a-f]{32})(?:\/|$)/.exec(path)?.[1];
}
