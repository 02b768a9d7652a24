import type { EditRequest, GatesAnswer } from '@/lib/registry/edit-schema';
import type { PromotionResult, ReturnAnswer } from '@/lib/registry/promotion-schema';
import type { ModelVersion, Promotion, RegisteredModel } from '@/lib/registry/schema';
import { request } from './client';

const path = '/api/v1/models';
const modelPath = (name: string) => `${path}/${encodeURIComponent(name)}`;
const versionPath = (name: string, version: number) => `${modelPath(name)}/versions/${version}`;

/** Registered models whose name holds `q`. */
export async function fetchModels({ q, limit }: { q: string; limit: number }, signal?: AbortSignal): Promise<RegisteredModel[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(q && { q }) });
  return (await request<{ items: RegisteredModel[] }>(`${path}?${query}`, { signal })).items;
}

/** What a version would show now for taking an alias. */
export function fetchGates(name: string, version: number, alias: string, signal?: AbortSignal): Promise<GatesAnswer> {
  return request(`${versionPath(name, version)}/gates?${new URLSearchParams({ alias })}`, { signal });
}

export interface PromoteOrder {
  version: number;
  /** What the alias points to as far as the page knows; another one there is a conflict. */
  expectedVersion: number | null;
  override: boolean;
  reason?: string;
}

export function promote(name: string, order: PromoteOrder): Promise<PromotionResult> {
  return request(`${modelPath(name)}/promote`, { method: 'POST', body: order });
}

/** Which version a rollback of the champion would return to. */
export function fetchReturn(name: string, signal?: AbortSignal): Promise<ReturnAnswer> {
  return request(`${modelPath(name)}/rollback`, { signal });
}

export function rollBack(name: string, order: { expectedVersion: number; reason: string }): Promise<PromotionResult> {
  return request(`${modelPath(name)}/rollback`, { method: 'POST', body: order });
}

export function setAlias(
  name: string,
  order: { alias: string; version: number; expectedVersion?: number | null; reason?: string },
): Promise<ModelVersion> {
  return request(`${modelPath(name)}/aliases`, { method: 'POST', body: order });
}

export function removeAlias(name: string, alias: string, reason?: string): Promise<void> {
  const query = reason ? `?${new URLSearchParams({ reason })}` : '';
  return request(`${modelPath(name)}/aliases/${encodeURIComponent(alias)}${query}`, { method: 'DELETE' });
}

/** Changes the description or tags of a model, or of one of its versions. */
export function editRegistered(name: string, version: number | undefined, edit: EditRequest): Promise<unknown> {
  return request(version === undefined ? modelPath(name) : versionPath(name, version), { method: 'PATCH', body: edit });
}

export function deleteVersion(name: string, version: number): Promise<void> {
  return request(versionPath(name, version), { method: 'DELETE' });
}

/** How a model's aliases have moved, before the line `cursor`. */
export function fetchPromotions(
  name: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<{ items: Promotion[]; nextCursor: string | null }> {
  const query = new URLSearchParams({ limit: '20', ...(cursor && { cursor }) });
  return request(`${modelPath(name)}/promotions?${query}`, { signal });
}

export function versionFileAddress(name: string, version: number, file: string): string {
  return `${versionPath(name, version)}/files/download?${new URLSearchParams({ path: file })}`;
}
