/**
 * Whether the server answers. Requests tell of it as they go; while it is away it is asked again by itself, ever less often, and at
 * once when the browser says that it is online again or a person asks.
 */

const firstWaitMs = 1000;
const longestWaitMs = 10_000;
const answerMs = 4000;

let away = false;
let wait = firstWaitMs;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: boolean) {
  if (away === next) return;
  away = next;
  for (const listener of listeners) listener();
}

export function isAway(): boolean {
  return away;
}

/** Calls back when the server goes away and when it is there again. Returns how to stop. */
export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something was answered, so the server is there. */
export function serverAnswered() {
  clearTimeout(timer);
  wait = firstWaitMs;
  set(false);
}

/** A request was not answered at all: asks whether it was the request or the server. */
export function serverSilent() {
  if (!away) void checkConnection();
}

/** Asks the server whether it is there. */
export async function checkConnection(): Promise<boolean> {
  clearTimeout(timer);
  try {
    await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(answerMs) });
    // Even an error is an answer.
    serverAnswered();
    return true;
  } catch {
    set(true);
    timer = setTimeout(() => void checkConnection(), wait);
    wait = Math.min(wait * 2, longestWaitMs);
    return false;
  }
}
