export type BoosterName = 'lightgbm' | 'xgboost';

export interface Wheel {
  /** Name on the Python package index. */
  package: string;
  /** Platform tag that pip is asked for. */
  tag: string;
  sha256: string;
}

export interface CatalogueEntry {
  /** Version that set-up installs; others are used where they are found. */
  version: string;
  /** Environment variable that names a shared library and goes before all else. */
  environment: 'LIGHTGBM_LIBRARY' | 'XGBOOST_LIBRARY';
  /** The youngest C function that we call: an older library lacks it. */
  needs: string;
  /** File names of the shared library on any platform. */
  file: RegExp;
  /** By `platformKey()`. */
  wheels: Record<string, Wheel>;
  systemPackages: { apt?: string; brew?: string };
}

export type Catalogue = Record<BoosterName, CatalogueEntry>;
export const catalogue: Catalogue;
export function boosterNames(): BoosterName[];
export function platformKey(): string;
