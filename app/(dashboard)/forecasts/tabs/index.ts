import type { ReactNode } from 'react';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import type { ForecastContext } from '../forecast-context';
import type { ForecastSearch } from '../forecast-search';
import type { ForecastTab } from '../tab-names';
import { AccuracyTabView } from './accuracy-tab';
import { DriversTabView } from './drivers-tab';
import { ForecastTabView } from './forecast-tab';
import { HierarchyTabView } from './hierarchy-tab';
import { OverridesTabView } from './overrides-tab';
import { WhatIfTabView } from './what-if-tab';

export interface TabProps {
  context: ForecastContext;
  search: ForecastSearch;
  lastRun: PipelineRun | undefined;
}

/** What each tab shows: a server component that reads what it needs itself. */
export const tabViews: Record<ForecastTab, (props: TabProps) => ReactNode | Promise<ReactNode>> = {
  forecast: ForecastTabView,
  drivers: DriversTabView,
  accuracy: AccuracyTabView,
  hierarchy: HierarchyTabView,
  'what-if': WhatIfTabView,
  overrides: OverridesTabView,
};
