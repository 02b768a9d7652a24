import { followRun } from '@/lib/pipeline-runs/events';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun, getPipelineRun } from '@/lib/pipeline-runs/service';
import type { Progress } from './progress';

/**
 * Follows a run to its end. The first Ctrl-C asks to cancel the run, the second leaves it and comes back at once.
 * @returns the run as it stands then.
 */
export async function followToEnd(id: string, progress: Progress, say: (line: string) => void): Promise<PipelineRun> {
  const leaving = new AbortController();
  let interrupts = 0;
  const interrupt = () => {
    interrupts++;
    if (interrupts > 1) return leaving.abort();
    say('Cancelling the run; press Ctrl-C again to leave it to itself.');
    cancelPipelineRun(id).catch((error: Error) => say(error.message));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    for await (const event of followRun(id, undefined, leaving.signal)) progress.show(event);
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  return getPipelineRun(id);
}
