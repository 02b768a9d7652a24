import path from 'node:path';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import type { FileToSend } from '@/lib/http/send-file';
import { artifactPath, artifactStore, artifactUri } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';
import { isRunId } from './runs';
import type { ArtifactEntry, ArtifactList, ArtifactQuery } from './schema';

/** A file of a run, and where in the store it is. */
export interface ArtifactFile extends FileToSend {
  key: string;
}

/**
 * What is in a folder of a run's files, folders with all that is below them as one entry, in order of path, a page at a time; or every
 * file at any depth. A folder that is not there is empty.
 * @throws AlmanacError `not_found` naming `id`; `bad_request` naming `path`; `conflict` where the files are kept elsewhere
 */
export async function browseArtifacts(runId: string, { path: folder, recursive, limit, cursor }: ArtifactQuery): Promise<ArtifactList> {
  const root = await rootOf(runId);
  const below = folder ? `${folder.replace(/\/$/, '')}/` : '';
  const after = cursor === undefined ? undefined : readCursor(cursor, storableText);
  const entries = new Map<string, ArtifactEntry>();
  for await (const file of artifactStore().list(`${root}/${below}`)) {
    const name = file.path.slice(root.length + 1 + below.length);
    const slash = recursive ? -1 : name.indexOf('/');
    const own = below + (slash < 0 ? name : name.slice(0, slash));
    const former = entries.get(own);
    entries.set(own, {
      path: own,
      isFolder: slash >= 0,
      uri: artifactUri(`${root}/${own}`),
      files: (former?.files ?? 0) + 1,
      sizeBytes: (former?.sizeBytes ?? 0) + file.sizeBytes,
      contentType: slash < 0 ? mediaType(own) : null,
      sha256: null,
      modifiedAt: later(former?.modifiedAt, file.modifiedAt.toISOString()),
    });
  }
  const ordered = [...entries.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .filter(({ path: own }) => after === undefined || own > after);
  const page = ordered.slice(0, limit);
  const last = page.at(-1);
  return { items: await asLogged(runId, page), nextCursor: ordered.length > limit && last ? writeCursor(last.path) : null };
}

/** With the media type that each file was logged with, and its checksum. */
async function asLogged(runId: string, entries: ArtifactEntry[]): Promise<ArtifactEntry[]> {
  const rows = await db().artifact.findMany({
    where: { runId, path: { in: entries.filter(({ isFolder }) => !isFolder).map(({ path: own }) => own) } },
  });
  const logged = new Map(rows.map((row) => [row.path, row]));
  return entries.map((entry) => {
    const row = logged.get(entry.path);
    // A file that was replaced behind our back is not what was logged.
    if (entry.isFolder || !row || Number(row.sizeBytes) !== entry.sizeBytes) return entry;
    return { ...entry, contentType: typeOf(row.contentType, entry.path), sha256: row.sha256 };
  });
}

/** One file of a run. @throws AlmanacError `not_found` naming `id` or `path`; `bad_request`; `conflict` */
export async function artifactFile(runId: string, file: string): Promise<ArtifactFile> {
  const key = `${await rootOf(runId)}/${file}`;
  const [found, row] = await Promise.all([
    artifactStore().stat(key),
    db().artifact.findUnique({ where: { runId_path: { runId, path: file } }, select: { contentType: true } }),
  ]);
  if (!found) throw notFound(`The run ${runId} has no file ${file}.`, 'path');
  const { sizeBytes, sha256, modifiedAt } = found;
  return {
    ...{ key, sizeBytes, sha256, modifiedAt },
    name: path.posix.basename(file),
    contentType: typeOf(row?.contentType, file),
    open: (range) => artifactStore().stream(key, range),
  };
}

/** Where a run's files are in the store. */
async function rootOf(runId: string): Promise<string> {
  const run = isRunId(runId) ? await db().run.findUnique({ where: { id: runId }, select: { artifactUri: true } }) : null;
  if (!run) throw notFound(`There is no run ${runId}.`, 'id');
  if (run.artifactUri.startsWith('mlflow-artifacts:')) return artifactPath(run.artifactUri);
  throw new AlmanacError('conflict', `The files of this run are kept at ${run.artifactUri}, not by this server.`, [
    { path: 'id', message: `keeps its files at ${run.artifactUri}; fetch them there` },
  ]);
}

/** Bytes of no particular kind are what their name says. */
function typeOf(logged: string | undefined, file: string): string {
  return logged === undefined || logged === 'application/octet-stream' ? mediaType(file) : logged;
}

function later(former: string | undefined, time: string): string {
  return former !== undefined && former > time ? former : time;
}
