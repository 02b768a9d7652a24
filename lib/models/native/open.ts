import koffi, { type LibraryHandle } from 'koffi';
import { env } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import type { BoosterName } from '../booster';
import { type LibraryStatus, locateLibrary, remedyFor } from './locate.mjs';

/** A C function of a booster's library. It answers 0 or throws with the library's own text. */
export type CheckedCall = (...args: unknown[]) => void;

export interface OpenLibrary {
  status: LibraryStatus & { path: string };
  handle: LibraryHandle;
}

/** Libraries loaded into this process, those preloaded too: an unreferenced one would be unloaded under its users. */
const loaded: LibraryHandle[] = [];

/**
 * Loads a booster's shared library into this process.
 * @throws AlmanacError `unavailable` with the remedy, where there is none or the loader refuses it.
 */
export function openLibrary(name: BoosterName): OpenLibrary {
  const status = locateLibrary(name, { dataDir: env().ALMANAC_DATA_DIR });
  if (!status.path) throw new AlmanacError('unavailable', `${name} is not there. ${status.remedy}`);
  // Read once, when the OpenMP runtime is loaded: idle threads that spin on slow a busy machine tenfold, and ones that sleep at
  // once are woken ten thousand times a training. Some tens of microseconds of spinning is a tenth quicker than either.
  process.env.OMP_WAIT_POLICY ??= 'passive';
  process.env.GOMP_SPINCOUNT ??= '10000';
  prepareStack();
  try {
    for (const file of status.preload) loaded.push(koffi.load(file));
    const handle = koffi.load(status.path);
    loaded.push(handle);
    return { status: { ...status, path: status.path }, handle };
  } catch (error) {
    throw unusable(name, status.path, error);
  }
}

/** The failure to load or bind a library that is there. */
export function unusable(name: BoosterName, file: string, error: unknown): AlmanacError {
  const why = error instanceof Error ? error.message : String(error);
  return new AlmanacError('unavailable', `${name} at ${file} is not usable: ${why}. ${remedyFor(name)}`, [], { cause: error });
}

/** Makes a caller out of a C prototype whose function returns 0, or a failure that `lastError` describes. */
export function checkedCall(handle: LibraryHandle, prototype: string, lastError: () => string): CheckedCall {
  const call = handle.func(prototype);
  return (...args) => {
    if (call(...args) !== 0) throw new Error(lastError());
  };
}

let stackPrepared = false;

/** koffi runs C on a stack of its own; the libraries recurse over trees and were written for the usual 8 MB. */
function prepareStack(): void {
  if (stackPrepared) return;
  koffi.config({ ...koffi.config(), sync_stack_size: 8 * 1024 * 1024 });
  stackPrepared = true;
}
