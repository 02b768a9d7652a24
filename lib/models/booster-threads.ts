import { availableParallelism } from 'node:os';

/** Below this, waking threads costs more than they save. */
const rowsWorthThreads = 512;

/** Threads for a batch prediction: one for few rows, else the machine's, or as many as `OMP_NUM_THREADS` allows. */
export function predictionThreads(rows: number): number {
  if (rows < rowsWorthThreads) return 1;
  const allowed = Number.parseInt(process.env.OMP_NUM_THREADS ?? '', 10);
  return allowed > 0 ? Math.min(allowed, availableParallelism()) : availableParallelism();
}
