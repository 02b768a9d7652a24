import type { Task } from '@/lib/pipeline/task';
import type { DriftReport } from './schema';

export interface DriftOrder {
  runId: string;
  /** The run of an earlier version of the data, to be compared with; null where there is none. */
  former: string | null;
}

/** Measures drift in a process of its own: a panel may be large, and is read whole. */
export const driftTasks = {
  'measure-drift': (async ({ parameters }) => (await import('./drift-report')).makeDriftReport(parameters)) as Task<
    DriftReport,
    DriftOrder
  >,
};
