/** Where a version's profile is kept. */
export function profilePath(dataset: string, version: number): string {
  return `datasets/${dataset}/profiles/${version}.json`;
}
