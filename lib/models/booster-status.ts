import { env } from '@/lib/env';
import type { BoosterName } from './booster';
import { boosterNames } from './native/catalogue.mjs';
import { type LibraryStatus, locateLibrary } from './native/locate.mjs';

/** What is known of each booster's library without loading it: for `/api/ready` and all else in the web process. */
export function boosterStatus(): LibraryStatus[] {
  return boosterNames().map((name) => locateLibrary(name, { dataDir: env().ALMANAC_DATA_DIR }));
}

/** The boosters whose library is there. */
export function availableBoosters(): BoosterName[] {
  return boosterStatus()
    .filter((status) => status.path !== null)
    .map((status) => status.name);
}
