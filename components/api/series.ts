import { request } from './client';

export interface SeriesItem {
  id: string;
  level: string;
  keys: Record<string, string>;
}

/** Series whose name holds `q`, of one level or of all, in order of id. */
export function fetchSeries(
  {
    dataset,
    level,
    q,
    limit,
    cursor,
  }: { dataset: string; level?: string | undefined; q: string; limit: number; cursor?: string | undefined },
  signal?: AbortSignal,
): Promise<{ items: SeriesItem[]; nextCursor: string | null }> {
  const query = new URLSearchParams({ dataset, limit: String(limit), ...(level && { level }), ...(q && { q }), ...(cursor && { cursor }) });
  return request(`/api/v1/series?${query}`, { signal });
}
