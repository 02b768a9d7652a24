import { type SearchParams, searchText } from '../../search-params';

/** As many as the eye can follow. */
export const mostCompared = 20;

export interface CompareSearch {
  /** Ids of runs, each once. */
  ids: string[];
  /** How many were named beyond the most. */
  leftOut: number;
}

/** Reads the address: `runs`, or `ids` as the API calls them. What is no id of a run is passed over. */
export function readCompareSearch(query: SearchParams): CompareSearch {
  const text = searchText(query.runs) ?? searchText(query.ids) ?? '';
  const ids = [...new Set(text.split(',').filter((id) => /^[0-9a-f]{32}$/.test(id)))];
  return { ids: ids.slice(0, mostCompared), leftOut: Math.max(0, ids.length - mostCompared) };
}
