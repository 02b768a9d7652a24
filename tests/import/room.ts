import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import { afterAll } from 'vitest';
import { type Manifest, readManifest } from '@/lib/datasets/manifest';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { artifactStore } from '@/lib/storage';

/** A folder for source files, gone after the file's tests. */
export function sourceFolder(): { folder: string; write(name: string, content: string | Uint8Array): string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-sources-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}

/** Everything an import could leave behind: stored objects, files in passing, rows of the database. */
export async function state(): Promise<unknown> {
  const scratch = path.join(env().ALMANAC_DATA_DIR, 'imports');
  const stored: string[] = [];
  for await (const { path: object, sizeBytes } of artifactStore().list('')) stored.push(`${object} ${sizeBytes}`);
  return {
    stored,
    uploads: filesBelow(path.join(env().ALMANAC_DATA_DIR, 'artifacts', 'uploads')),
    scratch: existsSync(scratch) ? readdirSync(scratch) : [],
    datasets: await db().dataset.findMany({ orderBy: { name: 'asc' } }),
    versions: (await db().datasetVersion.findMany({ orderBy: [{ dataset: 'asc' }, { version: 'asc' }] })).map(({ rowCount, ...rest }) => ({
      ...rest,
      rowCount: Number(rowCount),
    })),
  };
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((entry) => statSync(path.join(folder, entry)).isFile());
}

/** All rows of a version, as its files have them, in order of keys and date. */
export async function observationsOf(dataset: string, version: number): Promise<{ manifest: Manifest; frame: DataFrame }> {
  const manifest = await readManifest(dataset, version);
  const folder = await artifactStore().localize(manifest.root);
  const frames = manifest.files.map(({ path: file }) => pl.readParquet(path.join(folder, file)));
  return { manifest, frame: pl.concat(frames).sort([...(manifest.observations?.keys ?? []), 'date']) };
}

/** CSV text of daily rows of several stores. */
export function dailyCsv(stores: string[], days: number, from = Date.UTC(2024, 0, 1)): string {
  const lines = ['date,store,units,promo'];
  for (const [s, store] of stores.entries()) {
    for (let day = 0; day < days; day++) {
      const date = new Date(from + day * 86_400_000).toISOString().slice(0, 10);
      lines.push(`${date},${store},${10 + s + ((day * 7) % 5)},${day % 6 === 0 ? 1 : 0}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
