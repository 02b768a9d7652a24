import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return ''; // not Linux, or hidden from us: the host's name alone must do
  }
}

/** Names the space in which process ids mean something: this machine, since this boot, in this container. */
export function processSpace(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [os.hostname(), boot, namespace].filter(Boolean).join(' ');
}
