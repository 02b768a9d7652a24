import type { VersionComparison } from '@/lib/datasets/compare-versions';
import type { DataFileList, FilePreview } from '@/lib/datasets/files';
import type { DatasetProfile } from '@/lib/datasets/profile/schema';
import { versionApi } from '../data/addresses';
import { request } from './client';

export function fetchProfile(name: string, version: number, signal?: AbortSignal): Promise<DatasetProfile> {
  return request(`${versionApi(name, version)}/profile`, { signal });
}

export function fetchFiles(
  name: string,
  version: number,
  { q, cursor, limit }: { q: string; cursor?: string | undefined; limit: number },
  signal?: AbortSignal,
): Promise<DataFileList> {
  const query = new URLSearchParams({ limit: String(limit), ...(q && { q }), ...(cursor && { cursor }) });
  return request(`${versionApi(name, version)}/files?${query}`, { signal });
}

export function fetchFilePreview(name: string, version: number, path: string, signal?: AbortSignal): Promise<FilePreview> {
  return request(`${versionApi(name, version)}/files/preview?${new URLSearchParams({ path })}`, { signal });
}

export function fetchVersionChanges(name: string, version: number, against?: number, signal?: AbortSignal): Promise<VersionComparison> {
  return request(`${versionApi(name, version)}/changes${against === undefined ? '' : `?against=${against}`}`, { signal });
}
