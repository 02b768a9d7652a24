import os from 'node:os';
import { env } from '@/lib/env';
import type { BoosterName } from '@/lib/models/booster';
import { catalogue } from '@/lib/models/native/catalogue.mjs';
import { locateLibrary } from '@/lib/models/native/locate.mjs';

/** The version of a booster's library: what its place tells, else the one that this code was made for. */
export function libraryVersion(name: BoosterName): string {
  return locateLibrary(name, { dataDir: env().ALMANAC_DATA_DIR }).version ?? catalogue[name].version;
}

/** What a training depends on beside its data and its settings. */
export function environment(): Record<string, unknown> {
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processors: os.availableParallelism(),
    libraries: { lightgbm: libraryVersion('lightgbm'), xgboost: libraryVersion('xgboost') },
  };
}
