'use client';

import { splitPart } from '@/components/ui/split-part';

/** What lives in the tabs: sent with the tab that shows it. */
export const RunFiles = splitPart(() => import('@/components/runs/files/run-files').then((file) => file.RunFiles));
export const RunMetrics = splitPart(() => import('@/components/runs/run-metrics').then((file) => file.RunMetrics));
export const RunParams = splitPart(() => import('@/components/runs/run-params').then((file) => file.RunParams));
export const RunPlots = splitPart(() => import('@/components/runs/plots/run-plots').then((file) => file.RunPlots));
