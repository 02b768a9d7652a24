import type { Experiment } from '@/lib/tracking/schema';
import { request } from './client';

const path = '/api/v1/experiments';

export function createExperiment(name: string): Promise<Experiment> {
  return request(path, { method: 'POST', body: { name } });
}

export function renameExperiment(id: string, name: string): Promise<Experiment> {
  return request(`${path}/${id}`, { method: 'PATCH', body: { name } });
}

export function deleteExperiment(id: string): Promise<void> {
  return request(`${path}/${id}`, { method: 'DELETE' });
}

export function restoreExperiment(id: string): Promise<Experiment> {
  return request(`${path}/${id}/restore`, { method: 'POST' });
}

/** Values that runs have of a parameter, tag or attribute, such as `params.model`. */
export async function fetchLoggedValues(id: string, of: string, q: string, signal?: AbortSignal): Promise<string[]> {
  const query = new URLSearchParams({ of, ...(q && { q }) });
  return (await request<{ items: string[] }>(`${path}/${id}/values?${query}`, { signal })).items;
}
