import type { Dataset } from '@/lib/datasets/schema';
import { request } from './client';

/** Every dataset there is, up to a thousand, with its levels and frequencies. */
export async function fetchDatasets(signal?: AbortSignal): Promise<Dataset[]> {
  return (await request<{ items: Dataset[] }>('/api/v1/datasets?limit=1000', { signal })).items;
}
