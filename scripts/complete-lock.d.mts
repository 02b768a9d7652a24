/** Optional packages that have no entry in a package-lock.json. */
export function missingPackages(lock: { packages: Record<string, object> }): { name: string; range: string; dev?: boolean }[];
