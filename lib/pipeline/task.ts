import type { LogLevel } from '@/lib/pipeline-runs/schema';
import type { PipelineParameters } from './parameters';

/** What a task may say while it works; it reaches the run's page within a second. */
export interface TaskProgress {
  /** 0 to 1. */
  fraction?: number;
  message?: string;
}

/** What every task is given, by default one of a pipeline run. Tasks run in a forked child, so native code never meets the web process. */
export interface TaskContext<Parameters = PipelineParameters> {
  runId: string;
  parameters: Parameters;
  report(progress: TaskProgress): void;
  /** Adds a line to the run's log, where somebody keeps one. What `report` says is logged by itself. */
  log?(level: LogLevel, message: string): void;
  /** Aborts when the run is cancelled or the step's lease is lost. */
  signal: AbortSignal;
}

/**
 * One piece of a pipeline run. It reads earlier tasks' outputs from the artifact store by run id, writes its own there,
 * and returns only ids, URIs and figures (a few kB of JSON). Repeating it overwrites its own output and nothing else.
 * A failure that no retry can mend is an AlmanacError (`data_invalid`, `validation_failed`, `not_found`); anything else is retried.
 */
export type Task<Output, Parameters = PipelineParameters> = (context: TaskContext<Parameters>) => Promise<Output>;
