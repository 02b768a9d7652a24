import type { BoosterLibrary, BoosterName } from './booster';
import { LightgbmLibrary } from './lightgbm';
import { XgboostLibrary } from './xgboost';

export { availableBoosters, boosterStatus } from './booster-status';

const libraries = new Map<BoosterName, BoosterLibrary>();

/**
 * A booster's library, loaded once a process. Its calls are synchronous: for child processes and tools, never for the web
 * process, which asks `booster-status.ts` instead.
 * @throws AlmanacError `unavailable` with the remedy, where it is not there or does not load.
 */
export function loadBooster(name: BoosterName): BoosterLibrary {
  let library = libraries.get(name);
  if (!library) {
    library = name === 'lightgbm' ? new LightgbmLibrary() : new XgboostLibrary();
    libraries.set(name, library);
  }
  return library;
}
