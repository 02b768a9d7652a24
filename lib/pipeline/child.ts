import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AlmanacError } from '@/lib/errors';
import { PrintedLines } from './printed-lines';
import type { TaskProgress } from './task';
import { fromTaskFailure, type TaskLine, type TaskMessage } from './task-messages';

/** Tasks that one process runs at the same time; further ones wait. Two boosters train side by side. */
const mostChildren = 2;
const graceMilliseconds = 2000;
const keptOutputCharacters = 2000;

export interface TaskOptions {
  /** Aborting it stops the child: SIGTERM, and SIGKILL two seconds later. `runTask` then fails with the signal's reason. */
  signal?: AbortSignal;
  onProgress?: (progress: TaskProgress) => void;
  /** Told what the task logs and what its libraries print. */
  onLine?: (line: TaskLine) => void;
}

/** The child died without an answer, as when a native library crashes. Trying again may help. */
export class TaskCrashedError extends Error {
  override readonly name = 'TaskCrashedError';
}

/** The task was ended because this process stops; it is to be started again, here or elsewhere. */
export class TaskInterruptedError extends Error {
  override readonly name = 'TaskInterruptedError';
}

const children = new Set<ChildProcess>();
const waiting: (() => void)[] = [];
let running = 0;
const stopping = new AbortController();

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Ends every task of this process, and every later one before it starts. For shutting down. */
export function interruptTasks(): void {
  stopping.abort(new TaskInterruptedError('This process is shutting down; the task will be started again.'));
}

/**
 * Carries out a task in a forked process and answers with its output.
 * @throws AlmanacError as the task threw it; TaskCrashedError when the process died; the signal's reason when it was stopped.
 */
export async function runTask(name: string, order: { runId: string; parameters: unknown }, options: TaskOptions = {}): Promise<unknown> {
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
  await roomForChild(signal);
  try {
    signal.throwIfAborted();
    return await inChild(name, order, signal, options);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function roomForChild(signal: AbortSignal): Promise<void> {
  while (running >= mostChildren) {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      // One that gives up leaves the queue, or it would be woken in place of one that still waits.
      const giveUp = () => {
        waiting.splice(waiting.indexOf(go), 1);
        resolve();
      };
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.push(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
  running++;
}

function inChild(
  name: string,
  order: { runId: string; parameters: unknown },
  signal: AbortSignal,
  { onProgress, onLine }: TaskOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(/* turbopackIgnore: true */ taskEntry(), [], {
      execArgv: [],
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'json',
    });
    children.add(child);
    let answer: TaskMessage | undefined;
    let output = '';
    let kill: NodeJS.Timeout | undefined;

    // Libraries print to standard output what belongs to the log; its end helps to understand a crash.
    const keep = (chunk: Buffer) => {
      process.stderr.write(chunk);
      output = (output + chunk.toString()).slice(-keptOutputCharacters);
    };
    for (const stream of [child.stdout, child.stderr]) {
      const printed = new PrintedLines((line) => onLine?.(line));
      stream?.on('data', (chunk: Buffer) => {
        keep(chunk);
        printed.take(chunk);
      });
      stream?.on('end', () => printed.end());
    }

    const stop = () => {
      child.kill('SIGTERM');
      kill = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
    };
    signal.addEventListener('abort', stop, { once: true });

    child.on('message', (message) => {
      const said = message as TaskMessage;
      if (said.type === 'progress') onProgress?.(said.progress);
      else if (said.type === 'log') onLine?.(said.line);
      else answer = said;
    });
    child.on('error', (error) => reject(error));
    child.on('close', (code, killedBy) => {
      children.delete(child);
      clearTimeout(kill);
      signal.removeEventListener('abort', stop);
      if (answer?.type === 'result') resolve(answer.output);
      else if (signal.aborted) reject(signal.reason);
      else if (answer?.type === 'error') reject(fromTaskFailure(answer.error));
      else reject(crashed(name, code, killedBy, output));
    });
    child.send({ name, ...order }, (error) => {
      if (error && !answer) keep(Buffer.from(`${error.message}\n`));
    });
  });
}

function crashed(name: string, code: number | null, signal: NodeJS.Signals | null, output: string): TaskCrashedError {
  const how = signal ? `was killed by ${signal}${signal === 'SIGKILL' ? ' (out of memory?)' : ''}` : `exited with code ${code}`;
  const said = output.trim();
  return new TaskCrashedError(
    `The process of task ${name} ${how} before it answered.${said ? ` It last said: ${said.split('\n').slice(-5).join(' | ')}` : ''}`,
  );
}

/** Idle OpenMP threads must sleep, not spin, or two boosters on a small machine slow each other down tenfold. */
function childEnvironment(): NodeJS.ProcessEnv {
  const threads = Math.max(1, Math.floor(os.availableParallelism() / mostChildren));
  return { OMP_NUM_THREADS: String(threads), ...process.env, OMP_WAIT_POLICY: 'passive' };
}

function taskEntry(): string {
  const entry = process.env.ALMANAC_TASK_ENTRY ?? path.resolve('dist', 'task.mjs');
  if (!existsSync(/* turbopackIgnore: true */ entry))
    throw new AlmanacError('unavailable', `The task program ${entry} is missing; build it with \`npm run build\`.`);
  return entry;
}
