import { type SearchParams, searchText } from '../../../search-params';

/** The views of a run, in the order of their tabs. */
export const runTabs = { overview: 'Overview', plots: 'Plots', metrics: 'Metrics', params: 'Parameters', files: 'Files' } as const;
export type RunTab = keyof typeof runTabs;

/** What the address of a run's page says. */
export interface RunSearch {
  tab: RunTab;
  /** The file that is looked at. */
  file: string | undefined;
}

/** Odd values mean the first tab, and no file. */
export function readRunSearch(query: SearchParams): RunSearch {
  const tab = searchText(query.tab);
  return { tab: tab && Object.hasOwn(runTabs, tab) ? (tab as RunTab) : 'overview', file: searchText(query.file)?.slice(0, 1024) };
}
