/** Milliseconds to wait before try number `attempt` + 2, where `attempt` counts failed tries from 0. */
export type Backoff = (attempt: number) => number;

/**
 * Doubles from `firstMilliseconds` up to `longestMilliseconds`, each time 20 % more or less by chance, so that tasks that failed
 * together do not come back together.
 */
export function exponential(firstMilliseconds = 2000, longestMilliseconds = 300_000): Backoff {
  return (attempt) => Math.min(firstMilliseconds * 2 ** attempt, longestMilliseconds) * (0.8 + 0.4 * Math.random());
}

/** What a `Retry-After` header asks for: seconds or a time. Undefined when it is neither. */
export function retryAfterMilliseconds(header: string | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
