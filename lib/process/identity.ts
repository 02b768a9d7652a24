import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process of that number lives. One that has ended and only waits for its parent to ask counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stat(pid)?.state !== 'Z';
}

/** The command line of a process; undefined where it is gone or the system does not tell. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return undefined;
    }
  }
  return ps(pid, 'command=');
}

/**
 * What tells a process from a later one of the same number: when it was started (in the system's own notation).
 * Undefined where the process is gone.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const ticks = stat(pid)?.startTicks;
    return ticks === undefined ? undefined : `${bootId()}:${ticks}`;
  }
  return ps(pid, 'lstart=');
}

/** Whether the process that had this number and this start is still there. */
export function isSame(pid: number, start: string | undefined): boolean {
  return start !== undefined && isAlive(pid) && startOf(pid) === start;
}

function stat(pid: number): { state: string; startTicks: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, spaces too.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function ps(pid: number, field: string): string | undefined {
  const result = spawnSync('ps', ['-p', String(pid), '-o', field], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() || undefined : undefined;
}
