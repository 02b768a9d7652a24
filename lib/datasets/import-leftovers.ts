import { randomUUID } from 'node:crypto';
import type { Prisma } from '@/generated/prisma/client';
import { artifactStore } from '@/lib/storage';
import { ifFree } from './import-lock';
import { manifestPath, readManifest } from './manifest';
import { profilePath } from './profile/path';

/** Says that files of a dataset are being stored: what a killed import leaves is found by it. */
const markers = 'imports';

/** Leaves a marker before files are stored; answers what takes it away. */
export async function markStoring(dataset: string): Promise<() => Promise<void>> {
  const path = `${markers}/${dataset}/${randomUUID()}.json`;
  await artifactStore().put(path, JSON.stringify({ dataset, since: new Date().toISOString() }), { contentType: 'application/json' });
  return () => artifactStore().remove(path);
}

/** Removes what imports that were killed, or failed, have stored. Those under way keep theirs. */
export async function removeImportLeftovers(): Promise<void> {
  const store = artifactStore();
  const marked = new Map<string, string[]>();
  for await (const { path } of store.list(markers)) {
    const dataset = path.split('/')[1] as string;
    marked.set(dataset, [...(marked.get(dataset) ?? []), path]);
  }
  for (const [dataset, paths] of marked) {
    await ifFree(dataset, async (tx) => {
      await removeUnreferenced(dataset, tx);
      for (const path of paths) await store.remove(path);
    });
  }
}

/** Removes every stored file of a dataset that no version has. Only whoever has the dataset's turn may. */
async function removeUnreferenced(dataset: string, tx: Prisma.TransactionClient): Promise<void> {
  const store = artifactStore();
  const versions = await tx.datasetVersion.findMany({ where: { dataset }, select: { version: true } });
  const kept = new Set<string>();
  for (const { version } of versions) {
    const { root, files } = await readManifest(dataset, version);
    kept.add(manifestPath(dataset, version)).add(`datasets/${dataset}/calendars/${version}.json`).add(profilePath(dataset, version));
    for (const file of files) kept.add(`${root}/${file.path}`);
  }
  const stray: string[] = [];
  for await (const { path } of store.list(`datasets/${dataset}`)) if (!kept.has(path)) stray.push(path);
  for (const path of stray) await store.remove(path);
}
