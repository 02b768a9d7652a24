import type { BoosterName } from './catalogue.mjs';

export type LibrarySource = 'environment' | 'wheel' | 'source-build' | 'system';

/** Written as `library.json` into each installed library's folder. */
export interface LibraryManifest {
  name: BoosterName;
  /** Null for a library that does not tell. */
  version: string | null;
  source: LibrarySource;
  /** Relative to the folder, as are those of `preload`; absolute for a system's own library. */
  file: string;
  bytes: number;
  sha256: string;
  /** Libraries to load first, because this one names them without saying where they are. */
  preload: string[];
}

export interface LibraryStatus {
  name: BoosterName;
  /** Null where none was found. */
  path: string | null;
  /** Null where it is known only once the library is loaded. */
  version: string | null;
  source: LibrarySource | null;
  preload: string[];
  sha256: string | null;
  /** What to do, where there is no usable library. */
  remedy: string | null;
}

export function locateLibrary(name: BoosterName, where: { dataDir: string; environment?: NodeJS.ProcessEnv }): LibraryStatus;
export function readManifest(folder: string): LibraryManifest | null;
export function installedFolder(name: BoosterName, dataDir: string): string | null;
export function remedyFor(name: BoosterName): string;
