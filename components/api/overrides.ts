import type { FinalPlan, Override, ScoreReport } from '@/lib/overrides/schema';
import { request } from './client';

const path = '/api/v1/overrides';

interface SeriesRef {
  dataset: string;
  /** A series' whole id. */
  series: string;
}

/** All that follows from a dataset's overrides: whatever changes one makes these out of date. */
export const overridesKey = (dataset: string) => ['overrides', dataset] as const;

export function fetchFinalPlan({ dataset, series }: SeriesRef, signal?: AbortSignal): Promise<FinalPlan> {
  return request(`${path}/plan?${new URLSearchParams({ dataset, series, limit: '1000' })}`, { signal });
}

export function fetchOverrides(
  { dataset, series, cursor }: { dataset: string; series?: string; cursor?: string },
  signal?: AbortSignal,
): Promise<{ items: Override[]; nextCursor: string | null }> {
  const query = new URLSearchParams({ dataset, limit: '20', ...(series && { series }), ...(cursor && { cursor }) });
  return request(`${path}?${query}`, { signal });
}

export function fetchScore({ dataset, series }: { dataset: string; series?: string }, signal?: AbortSignal): Promise<ScoreReport> {
  return request(`${path}/score?${new URLSearchParams({ dataset, ...(series && { series }) })}`, { signal });
}

export type ToldPoint = { date: string; value: number } | { date: string; change: number };

export function createOverride(body: SeriesRef & { points: ToldPoint[]; reason: string; author?: string | undefined }): Promise<Override> {
  return request(path, { method: 'POST', body });
}

export function withdrawOverride(id: string, author?: string): Promise<Override> {
  return request(`${path}/${id}/withdraw`, { method: 'POST', ...(author && { body: { author } }) });
}

export function restoreOverride(id: string): Promise<Override> {
  return request(`${path}/${id}/restore`, { method: 'POST' });
}

/** Where the final plan is downloaded: of one series, or of a whole level. */
export function exportAddress(query: { dataset: string; level: string; series?: string }): string {
  return `${path}/plan/export?${new URLSearchParams(query)}`;
}
