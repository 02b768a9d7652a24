import { request } from './client';

export interface SeriesItem {
  id: string;
  level: string;
  keys: Record<string, string>;
}

/** Series whose name holds `q`, of one level or of all, in order of id. */
export function fetchSeries(
  { dataset, level, q, limit }: { dataset: string; level?: string; q: string; limit: number },
  signal?: AbortSignal,
): Promise<{ items: SeriesItem[]; nextCursor: string | null }> {
  const query = new URLSearchParams({ dataset, limit: String(limit), ...(level && { level }), ...(q && { q }) });
  return request(`/api/v1/series?${query}`, { signal });
}
