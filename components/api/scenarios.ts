import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { Scenario, ScenarioPreview, ScenarioSummary, ScenarioUpdate, SeriesPlan } from '@/lib/scenarios/schema';
import { request } from './client';

const path = '/api/v1/scenarios';
const json = (method: string, body?: unknown) => ({ method, ...(body !== undefined && { body }) });

export interface SeriesRef {
  dataset: string;
  /** A series' whole id. */
  series: string;
}

export const planKey = ({ dataset, series }: SeriesRef, forecast: string) => ['series-plan', dataset, series, forecast] as const;
export const scenariosKey = (dataset: string) => ['scenarios', dataset] as const;

export function fetchSeriesPlan({ dataset, series }: SeriesRef, signal?: AbortSignal): Promise<SeriesPlan> {
  return request(`${path}/plan?${new URLSearchParams({ dataset, series })}`, { signal });
}

export function previewScenario(body: SeriesRef & { edits: readonly PlanEdit[] }, signal?: AbortSignal): Promise<ScenarioPreview> {
  return request(`${path}/preview`, { ...json('POST', body), signal });
}

export async function fetchScenarios(query: { dataset: string; series?: string }, signal?: AbortSignal): Promise<ScenarioSummary[]> {
  const search = new URLSearchParams({ dataset: query.dataset, limit: '100', ...(query.series && { series: query.series }) });
  return (await request<{ items: ScenarioSummary[] }>(`${path}?${search}`, { signal })).items;
}

export function createScenario(
  body: SeriesRef & { edits: readonly PlanEdit[]; name: string; note: string; author?: string | undefined },
): Promise<Scenario> {
  return request(path, json('POST', body));
}

export function updateScenario(id: string, update: ScenarioUpdate): Promise<Scenario> {
  return request(`${path}/${id}`, json('PATCH', update));
}

export function deleteScenario(id: string): Promise<void> {
  return request(`${path}/${id}`, json('DELETE'));
}

/** What is done with a scenario by its id: computed again, brought back after a deletion. */
export function actOnScenario(id: string, action: 'recompute' | 'restore' | 'duplicate', author?: string): Promise<Scenario> {
  return request(`${path}/${id}/${action}`, json('POST', action === 'duplicate' && author ? { author } : undefined));
}
