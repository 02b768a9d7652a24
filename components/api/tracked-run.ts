import type { PlotName, PlotOf } from '@/lib/plots/schema';
import type { ArtifactList, ArtifactPreview, MetricLine, RunEdit, TrackedRun } from '@/lib/tracking/schema';
import { request } from './client';

const path = (id: string) => `/api/v1/runs/${id}`;

export function editRun(id: string, edit: RunEdit): Promise<TrackedRun> {
  return request(path(id), { method: 'PATCH', body: edit });
}

export function deleteRun(id: string): Promise<void> {
  return request(path(id), { method: 'DELETE' });
}

export function restoreRun(id: string): Promise<TrackedRun> {
  return request(`${path(id)}/restore`, { method: 'POST' });
}

/** One metric's line, thinned on the server to what a chart has room for. */
export function fetchMetricLine(id: string, key: string, points: number, signal?: AbortSignal): Promise<MetricLine> {
  return request(`${path(id)}/metrics/${encodeURIComponent(key)}?points=${points}`, { signal });
}

/** What is in a folder of a run's files, up to a thousand entries. */
export function fetchArtifacts(id: string, folder: string, signal?: AbortSignal): Promise<ArtifactList> {
  const query = new URLSearchParams({ limit: '1000', ...(folder && { path: folder }) });
  return request(`${path(id)}/artifacts?${query}`, { signal });
}

export function fetchPreview(id: string, file: string, signal?: AbortSignal): Promise<ArtifactPreview> {
  return request(`${path(id)}/artifacts/preview?${new URLSearchParams({ path: file, rows: '100' })}`, { signal });
}

export function downloadAddress(id: string, file: string): string {
  return `${path(id)}/artifacts/download?${new URLSearchParams({ path: file })}`;
}

export function plotAddress(id: string, plot: PlotName): string {
  return `${path(id)}/plots/${plot}`;
}

/** What a chart draws. @throws ApiError with status 404 where the run logged nothing for it */
export async function fetchPlot<Name extends PlotName>(id: string, plot: Name, signal?: AbortSignal): Promise<PlotOf<Name>> {
  return (await request<{ data: PlotOf<Name> }>(plotAddress(id, plot), { signal })).data;
}

export function reportAddress(id: string): string {
  return `${path(id)}/report`;
}

/** What a pipeline run logged: its forecaster, members and trials, newest first. */
export async function fetchRunsOfPipeline(pipelineRun: string, signal?: AbortSignal): Promise<TrackedRun[]> {
  const query = new URLSearchParams({ pipelineRun, limit: '100' });
  return (await request<{ items: TrackedRun[] }>(`/api/v1/runs?${query}`, { signal })).items;
}
