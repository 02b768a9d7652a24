import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { env } from '@/lib/env';
import type { BoosterName } from '@/lib/models/booster';
import { boosterStatus } from '@/lib/models/booster-status';
import { catalogue } from '@/lib/models/native/catalogue.mjs';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { projectRoot } from '@/lib/project';
import { sourceRevision } from './source-revision';

/** What a training depends on beside its data and its settings. */
export interface Environment {
  /** Of this package, and the commit that it was built from, where that can be told. */
  almanac: { version: string; revision: string | null };
  node: string;
  platform: string;
  processors: number;
  /** Of each booster that is there: `version` is null where its place does not tell, `sha256` is of the very file. */
  libraries: Partial<Record<BoosterName, { version: string | null; sha256: string; source: string }>>;
  /** Versions of the packages that numbers go through. */
  packages: Record<string, string>;
}

/** Packages that read, hold or compute numbers. */
const numeric = ['nodejs-polars', 'koffi', 'date-holidays'];

let known: Promise<Environment> | undefined;

/** This process's environment; told once, since none of it changes while a process runs. */
export function environment(): Promise<Environment> {
  known ??= describe();
  return known;
}

async function describe(): Promise<Environment> {
  const root = projectRoot();
  return {
    almanac: { version: await versionIn(root), revision: await sourceRevision(root) },
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processors: os.availableParallelism(),
    libraries: Object.fromEntries(
      await Promise.all(boosterStatus().flatMap(({ path: file, ...status }) => (file === null ? [] : [libraryOf(file, status)]))),
    ),
    packages: Object.fromEntries(await Promise.all(numeric.map(async (name) => [name, await packageVersion(name)]))),
  };
}

async function libraryOf(file: string, { name, version, source }: { name: BoosterName; version: string | null; source: string | null }) {
  return [name, { version, sha256: await hashOf(file), source: source ?? '' }] as const;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function packageVersion(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name);
  return versionIn(path.join(entry.slice(0, entry.lastIndexOf(`node_modules/${name}`)), 'node_modules', name));
}

async function versionIn(folder: string): Promise<string> {
  return (JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The version of a booster's library: what its place tells, else the one that this code was made for. */
export function libraryVersion(name: BoosterName): string {
  return locateLibrary(name, { dataDir: env().ALMANAC_DATA_DIR }).version ?? catalogue[name].version;
}
