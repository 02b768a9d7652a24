import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { reloadEnv } from '@/lib/env';

/** A data folder of the calling file's own, with an artifact store in it; gone after the file's tests. Answers the folder of the objects. */
export function createArtifactFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-data-'));
  process.env.ALMANAC_DATA_DIR = folder;
  reloadEnv();
  Reflect.deleteProperty(globalThis, 'almanacArtifactStore');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'artifacts', 'objects');
}
