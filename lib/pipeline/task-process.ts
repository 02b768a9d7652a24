import { AlmanacError } from '@/lib/errors';
import type { LogLevel } from '@/lib/pipeline-runs/schema';
import { watchParent } from '@/lib/process/watch-parent';
import type { Task, TaskProgress } from './task';
import { type TaskMessage, type TaskOrder, toTaskFailure } from './task-messages';

const progressMilliseconds = 100;

/** Tasks by name, whatever each of them takes. */
type Tasks = Readonly<Record<string, Task<unknown, never>>>;

/**
 * A task's process, from its first message to its end: carries out the task that its parent names, tells its progress at most ten
 * times a second, answers with the result or the failure, and exits.
 *
 * It never outlives its parent. While JavaScript runs, the closed channel ends it; while a native call blocks JavaScript, a thread
 * of its own notices within a second that the parent has gone and kills the process. SIGTERM keeps its default action, so a
 * cancelled task dies at once even inside a native call; its outputs are written atomically, so nothing half-written is left.
 */
export function serveTask(tasks: Tasks): void {
  const gone = new AbortController();
  process.on('SIGINT', () => {}); // Ctrl-C reaches the whole terminal; the parent decides what becomes of its tasks
  process.on('disconnect', () => {
    gone.abort(new Error('The parent process has gone.'));
    process.exit(1);
  });
  watchParent();
  process.once('message', (order) => {
    void carryOut(tasks, order as TaskOrder, gone.signal).then((message) => {
      // Exit only once the message is out.
      process.send?.(message, undefined, undefined, () => process.exit(0));
    });
  });
}

async function carryOut(tasks: Tasks, order: TaskOrder, signal: AbortSignal): Promise<TaskMessage> {
  try {
    const task = Object.hasOwn(tasks, order.name) ? tasks[order.name] : undefined;
    if (!task) throw new AlmanacError('not_found', `There is no task ${order.name}; there are ${Object.keys(tasks).join(', ')}.`);
    const progress = new ProgressSender();
    const log = (level: LogLevel, message: string) => {
      if (process.connected) process.send?.({ type: 'log', line: { level, message, at: Date.now() } } satisfies TaskMessage);
    };
    let last: string | undefined;
    const output = await task({
      runId: order.runId,
      parameters: order.parameters as never,
      signal,
      log,
      report: (said) => {
        if (said.message && said.message !== last) log('info', said.message);
        last = said.message ?? last;
        progress.report(said);
      },
    });
    progress.flush();
    return { type: 'result', output: output ?? null };
  } catch (error) {
    return { type: 'error', error: toTaskFailure(error) };
  }
}

/** Sends the newest progress at most so often; what comes in between is merged. */
class ProgressSender {
  private pending: TaskProgress | undefined;
  private sentAt = 0;

  report(progress: TaskProgress): void {
    this.pending = { ...this.pending, ...progress };
    if (Date.now() - this.sentAt >= progressMilliseconds) this.flush();
  }

  flush(): void {
    if (!this.pending || !process.connected) return;
    process.send?.({ type: 'progress', progress: this.pending } satisfies TaskMessage);
    this.pending = undefined;
    this.sentAt = Date.now();
  }
}
