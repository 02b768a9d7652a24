import { setTimeout as sleep } from 'node:timers/promises';
import { isSame } from '@/lib/process/identity';
import { readRuntime, removeRuntime } from './runtime';

const PATIENCE_MS = 8000;

/**
 * Ends what a killed instance left running. Its children end by themselves when they notice, so they are given a moment first.
 * Called under the data folder's lock: nothing that is recorded there can belong to a living instance.
 */
export async function removeLeftovers(dataDir: string): Promise<void> {
  const runtime = await readRuntime(dataDir);
  if (!runtime) return;
  const alive = () => runtime.children.filter((child) => isSame(child.pid, child.start));
  // PostgreSQL takes SIGTERM as "when the last client has gone" and SIGQUIT as "now, and recover at the next start".
  for (const child of alive()) signal(child.pid, child.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  for (const deadline = Date.now() + PATIENCE_MS; alive().length > 0 && Date.now() < deadline; await sleep(50));
  for (const child of alive())
    signal(child.name === 'postgres' ? child.pid : -child.pid, child.name === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
  await removeRuntime(dataDir);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
