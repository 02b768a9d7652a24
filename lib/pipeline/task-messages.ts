import { AlmanacError, type ErrorCode, type ErrorItem, errorStatus } from '@/lib/errors';
import type { LogLevel } from '@/lib/pipeline-runs/schema';
import type { TaskProgress } from './task';

/** What the parent tells a task's process, once. */
export interface TaskOrder {
  name: string;
  runId: string;
  /** What this kind of task takes. */
  parameters: unknown;
}

/** A failure as it crosses between processes. */
export interface TaskFailure {
  code: ErrorCode;
  message: string;
  errors: ErrorItem[];
  stack?: string;
}

/** A line of log; `at` is the time in milliseconds. */
export interface TaskLine {
  level: LogLevel;
  message: string;
  at: number;
}

/** What a task's process tells its parent: progress and lines of log now and then, and one end. */
export type TaskMessage =
  | { type: 'progress'; progress: TaskProgress }
  | { type: 'log'; line: TaskLine }
  | { type: 'result'; output: unknown }
  | { type: 'error'; error: TaskFailure };

export function toTaskFailure(error: unknown): TaskFailure {
  if (error instanceof AlmanacError) return { code: error.code, message: error.message, errors: error.errors, stack: error.stack };
  if (error instanceof Error) return { code: 'internal', message: error.message, errors: [], stack: error.stack };
  return { code: 'internal', message: String(error), errors: [] };
}

/** The failure as an error again: an AlmanacError, or a plain Error for a defect. The stack is the one it had over there. */
export function fromTaskFailure({ code, message, errors, stack }: TaskFailure): Error {
  const known = code !== 'internal' && code in errorStatus;
  const error = known ? new AlmanacError(code, message, errors) : new Error(message);
  if (stack) error.stack = stack;
  return error;
}
