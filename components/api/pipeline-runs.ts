import type { LogFilter, LogPage, PipelineAttempt, RunChanges, RunValidation } from '@/lib/pipeline-runs/history-schema';
import type { CheckedRun, PipelineRun, RunStatus } from '@/lib/pipeline-runs/schema';
import { request } from './client';

const path = '/api/v1/pipeline-runs';

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

/** Where a run is followed; after an event that was seen, or from its present state. */
export function eventsAddress(id: string, after?: string): string {
  return `${path}/${id}/events${after ? `?after=${after}` : ''}`;
}

/** The newest runs of one dataset, in one state where it is named. */
export async function fetchRunsOf(
  dataset: string,
  { status, limit }: { status?: RunStatus; limit: number },
  signal?: AbortSignal,
): Promise<PipelineRun[]> {
  const query = new URLSearchParams({ dataset, limit: String(limit), ...(status && { status }) });
  return (await request<{ items: PipelineRun[] }>(`${path}?${query}`, { signal })).items;
}

export async function fetchAttempts(id: string, signal?: AbortSignal): Promise<PipelineAttempt[]> {
  return (await request<{ items: PipelineAttempt[] }>(`${path}/${id}/attempts`, { signal })).items;
}

/** A page of a run's log after a line that was read; from its beginning without one. */
export function fetchLog(id: string, after: string | undefined, signal?: AbortSignal): Promise<LogPage> {
  const query = new URLSearchParams({ limit: '5000', ...(after && { after }) });
  return request(`${path}/${id}/logs?${query}`, { signal });
}

export function logFileAddress(id: string, filter: LogFilter): string {
  const { level, step, q } = filter;
  const query = new URLSearchParams({ ...(level && { level }), ...(step && { step }), ...(q && { q }) });
  return `${path}/${id}/logs/download${query.size > 0 ? `?${query}` : ''}`;
}

/** What the run was told differently from another, or from the one before it. */
export function fetchChanges(id: string, against: string | undefined, signal?: AbortSignal): Promise<RunChanges> {
  return request(`${path}/${id}/changes${against ? `?${new URLSearchParams({ against })}` : ''}`, { signal });
}

export function fetchValidation(id: string, signal?: AbortSignal): Promise<RunValidation> {
  return request(`${path}/${id}/validation`, { signal });
}

/** What a run would be told, with what is left open filled in; fails as starting it would. */
export function checkRun(parameters: unknown, signal?: AbortSignal): Promise<CheckedRun> {
  return request(`${path}/check`, { method: 'POST', body: { parameters }, signal });
}
