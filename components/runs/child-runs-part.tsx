'use client';

import { splitPart } from '../ui/split-part';

/** The table of runs in a run, which few runs have: sent with those. */
export const ChildRuns = splitPart(() => import('./child-runs').then((file) => file.ChildRuns));
