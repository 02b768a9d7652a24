import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { request } from './client';

const path = '/api/v1/pipeline-runs';

export const runKey = (id: string) => ['pipeline-run', id] as const;

export function fetchRun(id: string, signal?: AbortSignal): Promise<PipelineRun> {
  return request(`${path}/${id}`, { signal });
}

/** The newest runs, of all datasets. */
export async function fetchRuns({ limit }: { limit: number }, signal?: AbortSignal): Promise<PipelineRun[]> {
  return (await request<{ items: PipelineRun[] }>(`${path}?limit=${limit}`, { signal })).items;
}

export function startRun(parameters: unknown): Promise<PipelineRun> {
  return request(path, { method: 'POST', body: { parameters } });
}

export function cancelRun(id: string): Promise<PipelineRun> {
  return request(`${path}/${id}/cancel`, { method: 'POST' });
}

/** Starts the run anew from the step that failed. */
export function retryRun(id: string): Promise<PipelineRun> {
  return request(`${path}/${id}/retry`, { method: 'POST' });
}

/** Starts a new run on the same data, settings, champion and parameters. */
export function repeatRun(id: string): Promise<PipelineRun> {
  return request(`${path}/${id}/repeat`, { method: 'POST' });
}

export function eventsAddress(id: string): string {
  return `${path}/${id}/events`;
}
