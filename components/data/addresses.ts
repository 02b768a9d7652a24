import { addressOf } from '../address-of';

/** Where the pages and files of a dataset are. */
export function datasetHref(name: string, query: Record<string, string | undefined> = {}): string {
  return addressOf(`/data/${encodeURIComponent(name)}`, query);
}

export function appendHref(name: string): string {
  return `/data/${encodeURIComponent(name)}/append`;
}

export function forecastHref(dataset: string): string {
  return `/forecasts?${new URLSearchParams({ dataset })}`;
}

export function versionApi(name: string, version: number): string {
  return `/api/v1/datasets/${encodeURIComponent(name)}/versions/${version}`;
}

export function fileDownload(name: string, version: number, path: string): string {
  return `${versionApi(name, version)}/files/download?${new URLSearchParams({ path })}`;
}
