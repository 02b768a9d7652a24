import { logger } from '@/lib/logger';
import { type NewLogLine, writeLog } from '@/lib/pipeline-runs/log';
import type { LogLevel } from '@/lib/pipeline-runs/schema';

const everyMilliseconds = 200;
/** Lines that may wait for the database; a task that says more at once is cut short, not the worker's memory. */
const mostWaiting = 2000;

/** Writes what one step says to its run's log, several lines at a time, at most five times a second. */
export class LogRecorder {
  private waiting: NewLogLine[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();

  constructor(
    private readonly runId: string,
    private readonly step: string,
  ) {}

  write(level: LogLevel, message: string, at = new Date()): void {
    if (this.waiting.length >= mostWaiting) this.dropped++;
    else this.waiting.push({ level, message, step: this.step, at });
    this.timer ??= setTimeout(() => this.flush(), everyMilliseconds);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.waiting;
    this.waiting = [];
    if (this.dropped > 0) lines.push({ level: 'warn', message: `${this.dropped} lines came too fast and were left out`, step: this.step });
    this.dropped = 0;
    // A log that cannot be written is no reason to stop what it tells of.
    this.writing = this.writing
      .then(() => writeLog(this.runId, lines))
      .catch((error: unknown) => logger.warn({ err: error, run: this.runId }, 'the log of a run could not be written'));
  }

  /** Resolves when all that was said is written. */
  async settle(): Promise<void> {
    this.flush();
    await this.writing;
  }
}
