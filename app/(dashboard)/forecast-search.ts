import { unstorable } from '@/lib/http/validation';
import { sampleDataset } from '@/lib/pipeline/parameters';

/** What a page's address may say, as Next gives it. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** What the forecast page is asked for; a level or series that is not there is as good as none. */
export interface ForecastSearch {
  dataset: string;
  level?: string | undefined;
  series?: string | undefined;
}

/** One value of an address: the first of several; undefined where it is empty or no database could hold it. */
export function searchText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' || unstorable(text) ? undefined : text;
}

/** Reads the forecast page's address; undefined where it names a dataset that cannot be. */
export function readForecastSearch(query: SearchParams): ForecastSearch | undefined {
  const dataset = searchText(query.dataset);
  if (dataset === undefined && query.dataset !== undefined && query.dataset.length > 0) return undefined;
  return { dataset: dataset ?? sampleDataset, level: searchText(query.level), series: searchText(query.series) };
}
