import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Real worker processes, as `npm start` runs them, with the task program given. */
export interface Workers {
  start(environment?: Record<string, string>): Promise<ChildProcess>;
}

/** Bundles programs as `npm run build` does, for the duration of the file's tests. @returns the path of each. */
export async function bundle<Name extends string>(entryPoints: Record<Name, string>): Promise<Record<Name, string>> {
  const cache = path.join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'almanac-programs-'));
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return Object.fromEntries(Object.keys(entryPoints).map((name) => [name, path.join(folder, `${name}.mjs`)])) as Record<Name, string>;
}

/** Bundles the worker and the task program; workers still alive after a test are killed. */
export async function workerProcesses(url: string, taskSource: string): Promise<Workers> {
  const programs = await bundle({ worker: 'scripts/worker.ts', task: taskSource });
  const started: ChildProcess[] = [];
  // A test that failed must not leave a worker to the next one.
  afterEach(async () => {
    for (const child of started.splice(0)) {
      child.kill('SIGKILL');
      await exited(child);
    }
  });
  return {
    async start(environment) {
      const child = fork(programs.worker, [], {
        execArgv: [],
        stdio: ['ignore', 'ignore', process.env.SHOW_WORKER ? 'inherit' : 'ignore', 'ipc'],
        env: { ...process.env, DATABASE_URL: url, ALMANAC_TASK_ENTRY: programs.task, LOG_LEVEL: 'info', NODE_OPTIONS: '', ...environment },
      });
      started.push(child);
      await new Promise<void>((resolve, reject) => {
        child.once('message', () => resolve());
        child.once('exit', (code, signal) => reject(new Error(`the worker ended before it was ready (${signal ?? code})`)));
      });
      return child;
    },
  };
}

/** Resolves when the process has ended, with its exit code. */
export function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
