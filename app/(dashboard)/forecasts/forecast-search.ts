import { sampleDataset } from '@/lib/pipeline/parameters';
import { type SearchParams, searchText } from '../search-params';
import { type ForecastTab, isForecastTab } from './tab-names';

/** What the forecast page is asked for; a level, series or tab that is not there is as good as none. */
export interface ForecastSearch {
  dataset: string;
  level?: string | undefined;
  series?: string | undefined;
  tab: ForecastTab;
  /** A saved what-if that is open, by its id. */
  scenario?: string | undefined;
  /** Scenarios that are compared, by id. */
  scenarios?: string[] | undefined;
  /** Changes of a what-if that is not saved. */
  edits?: string | undefined;
}

/** Reads the forecast page's address; undefined where it names a dataset that cannot be. */
export function readForecastSearch(query: SearchParams): ForecastSearch | undefined {
  const dataset = searchText(query.dataset);
  if (dataset === undefined && query.dataset !== undefined && query.dataset.length > 0) return undefined;
  const tab = searchText(query.tab);
  return {
    dataset: dataset ?? sampleDataset,
    level: searchText(query.level),
    series: searchText(query.series),
    tab: isForecastTab(tab) ? tab : 'forecast',
    scenario: searchText(query.scenario),
    scenarios: searchText(query.scenarios)?.split(',').filter(Boolean),
    edits: searchText(query.edits),
  };
}
