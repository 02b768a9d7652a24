import type { RegisteredModel } from '@/lib/registry/schema';
import { request } from './client';

/** Registered models whose name holds `q`. */
export async function fetchModels({ q, limit }: { q: string; limit: number }, signal?: AbortSignal): Promise<RegisteredModel[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(q && { q }) });
  return (await request<{ items: RegisteredModel[] }>(`/api/v1/models?${query}`, { signal })).items;
}
