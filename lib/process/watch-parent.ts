import { Worker } from 'node:worker_threads';

/**
 * Kills this process within a second of its parent's end: a thread of its own looks every half second whether the parent still
 * lives, because native code may block the main thread for long.
 */
export function watchParent(): void {
  const parent = process.ppid;
  const watch = `setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  const watchdog = new Worker(watch, { eval: true, stdout: false, stderr: false, resourceLimits: { maxOldGenerationSizeMb: 8 } });
  watchdog.unref();
}
