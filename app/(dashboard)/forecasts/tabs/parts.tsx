'use client';

import { splitPart } from '@/components/ui/split-part';

/** What lives in the tabs: sent with the tab that shows it. That of the first tab is in the page itself. */
export const AccuracyView = splitPart(() => import('@/components/forecasts/accuracy-view').then((file) => file.AccuracyView));
export const DriversView = splitPart(() => import('@/components/forecasts/drivers-view').then((file) => file.DriversView));
export const HierarchyView = splitPart(() => import('@/components/forecasts/hierarchy-view').then((file) => file.HierarchyView));
export const OverridesView = splitPart(() => import('@/components/overrides/overrides-view').then((file) => file.OverridesView));
export const ScenarioCompare = splitPart(() => import('@/components/what-if/scenario-compare').then((file) => file.ScenarioCompare));
export const ScenarioList = splitPart(() => import('@/components/what-if/scenario-list').then((file) => file.ScenarioList));
export const WhatIf = splitPart(() => import('@/components/what-if/what-if').then((file) => file.WhatIf));
