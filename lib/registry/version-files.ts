import path from 'node:path';
import { z } from 'zod';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import type { FileToSend } from '@/lib/http/send-file';
import { artifactPath, artifactStore } from '@/lib/storage';
import { mediaType } from '@/lib/storage/media-type';

/** Most files that are listed: a model has some ten. */
const mostFiles = 1000;

export const versionFileList = z.strictObject({
  source: z.string().describe('Artifact URI of the folder'),
  items: z.array(
    z.strictObject({
      path: z.string().describe("Relative to the version's folder"),
      sizeBytes: z.number().int(),
      contentType: z.string(),
      modifiedAt: z.iso.datetime(),
    }),
  ),
});
export type VersionFileList = z.infer<typeof versionFileList>;

export const versionFileQuery = z.strictObject({
  path: z.string().min(1).max(1024).describe("Relative to the version's folder, such as MLmodel"),
});

/** The files that a version is made of, in order of path. @throws AlmanacError `not_found` naming `version`; `conflict` where they are kept elsewhere */
export async function listVersionFiles(name: string, version: number): Promise<VersionFileList> {
  const { root, source } = await folderOf(name, version);
  const items: VersionFileList['items'] = [];
  for await (const file of artifactStore().list(`${root}/`)) {
    const own = file.path.slice(root.length + 1);
    items.push({ path: own, sizeBytes: file.sizeBytes, contentType: mediaType(own), modifiedAt: file.modifiedAt.toISOString() });
    if (items.length === mostFiles) break;
  }
  return { source, items };
}

/** One file of a version. @throws AlmanacError `not_found` naming `version` or `path`; `bad_request`; `conflict` */
export async function versionFile(name: string, version: number, file: string): Promise<FileToSend> {
  const { root } = await folderOf(name, version);
  const key = `${root}/${file}`;
  const found = await artifactStore().stat(key);
  if (!found) throw notFound(`Version ${version} of ${name} has no file ${file}.`, 'path');
  const { sizeBytes, sha256, modifiedAt } = found;
  return {
    ...{ name: path.posix.basename(file), contentType: mediaType(file), sizeBytes, sha256, modifiedAt },
    open: (range) => artifactStore().stream(key, range),
  };
}

async function folderOf(name: string, version: number): Promise<{ root: string; source: string }> {
  const row = await db().modelVersion.findUnique({
    where: { name_version: { name, version } },
    select: { source: true, storageUri: true, runId: true },
  });
  if (!row) throw notFound(`${name} has no version ${version}.`, 'version');
  const source = row.storageUri ?? row.source;
  if (source.startsWith('mlflow-artifacts:')) return { root: artifactPath(source), source };
  const within = /^runs:\/([0-9a-f]{32})\/(.+)$/.exec(source);
  const run = within?.[1] ? await db().run.findUnique({ where: { id: within[1] }, select: { artifactUri: true } }) : null;
  if (run?.artifactUri.startsWith('mlflow-artifacts:')) return { root: artifactPath(`${run.artifactUri}/${within?.[2]}`), source };
  throw new AlmanacError('conflict', `The files of this version are kept at ${source}, not by this server.`, [
    { path: 'version', message: `keeps its files at ${source}; fetch them there` },
  ]);
}
